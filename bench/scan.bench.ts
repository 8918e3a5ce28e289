// Wall time and peak memory of `noroshi scan` over mixed logs against 100,000 indicators, beside `rg -F -f` and `grep -F -w -f` in the same run.
// The logs are drawn anew, 1 GB of them unless the first argument names another count of megabytes; each program reads them once before.
import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Indicator } from '#indicator/indicator.ts'
import { createDraw, drawIndicators, writeMixedLogs } from './mixed-logs.ts'

const megabytes = Number(process.argv[2] ?? 1000)
const program = fileURLToPath(new URL('../noroshi', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'noroshi-scan-'))
const [logs, values, list] = ['mixed.log', 'values.txt', 'list.csv'].map((name) => join(folder, name)) as [string, string, string]

type Measured = { readonly seconds: number; readonly megabytes: number; readonly output: string }

try {
  await measure()
} finally {
  await rm(folder, { recursive: true })
}

async function measure(): Promise<void> {
  const indicators = drawIndicators(100_000, createDraw(1))
  const written = await writeMixedLogs(logs, { bytes: megabytes * 1e6, planted: 535, indicators, draw: createDraw(2) })
  await writeFile(values, indicators.map(({ value }) => `${value}\n`).join(''))
  await writeFile(list, csvOf(indicators))
  say(`${megabytes} MB, ${written.lines} lines, ${written.planted} planted, ${indicators.length} indicators`)
  await run('wc', ['-l', logs])
  const ours = await run(program, ['scan', logs, '--indicators', list, '--json'])
  const again = await run(program, ['scan', logs, '--indicators', list, '--json'])
  const best = ours !== null && again !== null && again.seconds < ours.seconds ? again : ours
  if (best === null) throw new Error('Cannot measure: noroshi scan did not run')
  tell('noroshi scan', best, best)
  for (const [name, args] of [
    ['rg', ['-F', '-n', '--no-heading', '-f', values, logs]],
    ['grep', ['-F', '-w', '-n', '-f', values, logs]],
  ] as const) {
    const other = await run(name, args)
    if (other === null) say(`${name}: not installed`)
    else tell([name, ...args.slice(0, -2)].join(' '), other, best)
    if (name === 'grep' && other !== null) await compare(best.output, other.output, indicators)
  }
}

function csvOf(indicators: readonly Indicator[]): string {
  const head = '\uFEFFtype,value,role,advice,confidence,valid_from,valid_until,tlp,stix_pattern,warning\r\n'
  const warning = '0d9f3a46-2c1e-4c55-9d0a-7b6f5e4d3c2b'
  return (
    head +
    indicators
      .map(({ type, value }) => `${type},${value},,monitor,unconfirmed,2026-11-01,2999-01-01,TLP:GREEN,pattern,${warning}\r\n`)
      .join('')
  )
}

/** Runs a program to its end; null where it is not installed. */
async function run(command: string, args: readonly string[]): Promise<Measured | null> {
  const startedAt = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, LC_ALL: 'C' } })
  const output: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => output.push(part))
  let peak = 0
  const look = async (): Promise<void> => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
    peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))
  }
  const timer = setInterval(() => void look(), 50)
  const { promise, resolve } = Promise.withResolvers<Measured | null>()
  child.once('error', () => resolve(null))
  child.once('close', () => {
    const seconds = (performance.now() - startedAt) / 1000
    resolve({ seconds, megabytes: peak / 1024, output: Buffer.concat(output).toString('utf8') })
  })
  return promise.finally(() => clearInterval(timer))
}

/** Of the lines that grep found and we did not, counts those where an indicator is a whole token. */
async function compare(ours: string, theirs: string, indicators: readonly Indicator[]): Promise<void> {
  const found = new Set(
    ours
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { line: number }).line),
  )
  const other = new Map(
    theirs
      .split('\n')
      .filter(Boolean)
      .map((line) => [Number(line.slice(0, line.indexOf(':'))), line.slice(line.indexOf(':') + 1)] as const),
  )
  const wanted = new Set(indicators.map(({ value }) => value))
  const missed = [...other].filter(([line, text]) => !found.has(line) && holdsToken(text, wanted))
  const further = [...found].filter((line) => !other.has(line))
  const shown = await linesAt(further.slice(0, 3))
  say(
    `lines of grep: ${other.size}, ours: ${found.size}; missed where an indicator is a whole token: ${missed.length}; ours alone: ${further.length}`,
  )
  for (const [, text] of missed.slice(0, 3)) say(`  missed: ${text}`)
  for (const text of shown) say(`  ours alone: ${text}`)
}

function holdsToken(text: string, wanted: ReadonlySet<string>): boolean {
  const words = text.split(/[^\w.-]+/).map((word) => word.replaceAll(/^[._-]+|[._-]+$/g, ''))
  return words.some((word) => wanted.has(word))
}

async function linesAt(numbers: readonly number[]): Promise<readonly string[]> {
  const found: string[] = []
  if (numbers.length === 0) return found
  let number = 0
  for await (const text of createInterface({ input: createReadStream(logs), crlfDelay: Infinity })) {
    if (numbers.includes(++number)) found.push(text)
    if (found.length === numbers.length) break
  }
  return found
}

function tell(name: string, measured: Measured, ours: Measured): void {
  const times = measured === ours ? '' : `, ${(measured.seconds / ours.seconds).toFixed(1)} times ours`
  say(`${name}: ${measured.seconds.toFixed(2)} s, peak ${Math.round(measured.megabytes)} MB${times}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
