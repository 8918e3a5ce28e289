import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import type { Indicator } from '#indicator/indicator.ts'

/** A sequence of numbers that look random and are the same every time (xorshift32). */
export type Draw = (below: number) => number

/** Returns such a sequence. */
export function createDraw(seed: number): Draw {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** Returns `count` indicators: 40 in a hundred domains, 25 IPv4 addresses, 20 SHA-256, 10 URLs, 5 MD5. */
export function drawIndicators(count: number, draw: Draw): readonly Indicator[] {
  return Array.from({ length: count }, (_, index): Indicator => {
    const share = index % 20
    const domain = `${letters(draw, 5 + draw(12))}${draw(10) === 0 ? `-${letters(draw, 4)}` : ''}.${pick(draw, endings)}`
    if (share < 8) return { type: 'domain', value: draw(3) === 0 ? `${letters(draw, 4)}.${domain}` : domain }
    if (share < 13) return { type: 'ipv4', value: address(draw) }
    if (share < 17) return { type: 'sha256', value: hex(draw, 64) }
    if (share < 19) return { type: 'url', value: `http://${domain}/${letters(draw, 8)}/${letters(draw, 5)}.php` }
    return { type: 'md5', value: hex(draw, 32) }
  })
}

/** Writes `bytes` bytes of mixed logs, every so often a line with an indicator, and returns how many lines there are and how many of these. */
export async function writeMixedLogs(
  path: string,
  how: { readonly bytes: number; readonly planted: number; readonly indicators: readonly Indicator[]; readonly draw: Draw },
): Promise<{ readonly lines: number; readonly planted: number }> {
  const { draw, indicators } = how
  const file = createWriteStream(path, { highWaterMark: 8 * 1024 * 1024 })
  const every = Math.floor(how.bytes / how.planted)
  let [written, lines, planted] = [0, 0, 0]
  while (written < how.bytes) {
    let block = ''
    while (block.length < 1024 * 1024) {
      const isPlanted = (written + block.length) / every > planted + 1
      if (isPlanted) planted++
      const found = isPlanted ? (indicators[draw(indicators.length)] ?? null) : null
      block += `${line(draw, found?.value ?? null)}\n`
      lines++
    }
    written += block.length
    if (!file.write(block)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  return { lines, planted }
}

const endings = ['com', 'net', 'org', 'info', 'jp', 'co.jp', 'ru', 'xyz', 'top', 'io', 'example', 'de']
const paths = ['index.html', 'static/app.js', 'api/v1/items', 'images/logo.png', 'login', 'favicon.ico', 'wp-content/plugins/x.php']
const agents = ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36', 'curl/8.5.0', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0)']

function line(draw: Draw, value: string | null): string {
  const time = `2026-11-${two(1 + draw(28))}T${two(draw(24))}:${two(draw(60))}:${two(draw(60))}.${100 + draw(900)}Z`
  const host = value ?? `${letters(draw, 4 + draw(8))}.${pick(draw, endings)}`
  switch (draw(5)) {
    case 0:
      return `${address(draw)} - - [${time}] "GET /${pick(draw, paths)}?id=${draw(1e6)} HTTP/1.1" ${pick(draw, ['200', '304', '404'])} ${draw(90000)} "https://${host}/" "${pick(draw, agents)}"`
    case 1:
      return `${time} fw${draw(9)} kernel: [UFW ALLOW] IN=eth0 OUT= SRC=${address(draw)} DST=${address(draw)} LEN=${draw(1500)} PROTO=TCP SPT=${draw(65536)} DPT=443 HOST=${host} WINDOW=${draw(65536)}`
    case 2:
      return `${time} resolver named[${draw(30000)}]: client @0x7f${hex(draw, 10)} ${address(draw)}#${draw(65536)} (${host}): query: ${host} IN A +E(0)K (${address(draw)})`
    case 3:
      return `{"time":"${time}","event":{"id":${draw(9999)},"process":"C:\\\\Windows\\\\System32\\\\svchost.exe","pid":${draw(40000)},"sha256":"${hex(draw, 64)}","user":"NT AUTHORITY\\\\SYSTEM","target":"${host}"}}`
    default:
      return `${time} mail postfix/smtpd[${draw(30000)}]: ${hex(draw, 10).toUpperCase()}: client=mx${draw(9)}.${host}[${address(draw)}], sasl_method=LOGIN, size=${draw(900000)}, nrcpt=1 (queue active) from=<user${draw(9999)}@${host}>`
  }
}

function address(draw: Draw): string {
  return `${1 + draw(223)}.${draw(256)}.${draw(256)}.${draw(256)}`
}

function letters(draw: Draw, count: number): string {
  let text = ''
  for (let at = 0; at < count; at++) text += 'abcdefghijklmnopqrstuvwxyz'.charAt(draw(26))
  return text
}

function hex(draw: Draw, count: number): string {
  let text = ''
  for (let at = 0; at < count; at++) text += '0123456789abcdef'.charAt(draw(16))
  return text
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}

function pick<Entry>(draw: Draw, entries: readonly [Entry, ...Entry[]] | readonly Entry[]): Entry {
  const entry = entries[draw(entries.length)]
  if (entry === undefined) throw new RangeError('Cannot pick: there is nothing to pick from')
  return entry
}
