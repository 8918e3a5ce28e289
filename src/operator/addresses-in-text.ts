import ipaddr from 'ipaddr.js'
import { addressRange, bytesRange, type AddressRange } from './address-range.ts'

/**
 * Returns every address and network that `text` may name: dotted IPv4 (also with hyphens or underscores, octal, hexadecimal, padded, of fewer
 * numbers), IPv4 as one number, IPv6, the IPv4 address inside an IPv6 address, names for reverse lookup, digits alone, and ranges of two addresses.
 *
 * Reads generously: what only looks like an address is returned too.
 *
 * @param text In lower case and without disguises, as `normalise` leaves it.
 */
export function addressesIn(text: string): AddressRange[] {
  return [...dotted(text), ...shortForms(text), ...reversed(text), ...singleNumbers(text), ...digitRuns(text), ...sixes(text)]
}

const dottedRun =
  /(?:0x[0-9a-f]{1,2}|[0-9]{1,4})(?:([.\-_])(?:0x[0-9a-f]{1,2}|[0-9]{1,4}))(?:\1(?:0x[0-9a-f]{1,2}|[0-9]{1,4})){2,}(?:\/[0-9]{1,2}(?![0-9]))?/gu

function dotted(text: string): AddressRange[] {
  const found: AddressRange[] = []
  for (const [run] of text.matchAll(dottedRun)) {
    const [address = '', prefix] = run.split('/')
    const numbers = address.split(/[.\-_]/u)
    for (let start = 0; start + 4 <= numbers.length; start++) {
      const atEnd = start + 4 === numbers.length
      found.push(...fourNumbers(numbers.slice(start, start + 4), atEnd ? prefix : undefined))
    }
  }
  for (const [pair] of text.matchAll(/[0-9.]{7,15}\s{0,8}-\s{0,8}[0-9.]{7,15}/gu))
    found.push(...known(addressRange(pair.replaceAll(/\s/gu, ''))))
  return found
}

/** Returns the address of four numbers; both where a leading zero makes one octal to some programs and decimal to others. */
function fourNumbers(numbers: readonly string[], prefix?: string): AddressRange[] {
  const decimal = numbers.map((number) => (number.startsWith('0x') ? Number.parseInt(number, 16) : Number(number)))
  const octal = numbers.map((number, index) => (/^0[0-7]+$/u.test(number) ? Number.parseInt(number, 8) : (decimal[index] ?? 256)))
  const readings = octal.join() === decimal.join() ? [decimal] : [decimal, octal]
  return readings
    .filter((bytes) => bytes.every((byte) => byte <= 255))
    .flatMap((bytes) => known(addressRange(prefix === undefined ? bytes.join('.') : `${bytes.join('.')}/${prefix}`)))
}

/** Returns addresses whose last number stands for two or three octets (`192.0.515`); one that fits an octet may be the number of a version. */
function shortForms(text: string): AddressRange[] {
  return [...text.matchAll(/(?<![\w.])([0-9]{1,3})\.(?:([0-9]{1,3})\.)?([0-9]{3,8})(?![\w.])/gu)].flatMap(([, first, second, rest]) => {
    const [last, span] = [Number(rest), second === undefined ? 1 << 24 : 1 << 16]
    if (last <= 255 || last >= span || Number(first) > 255 || Number(second ?? 0) > 255) return []
    const value = BigInt(Number(first) * 2 ** 24 + Number(second ?? 0) * 2 ** 16 + last)
    return [{ family: 4, first: value, last: value }]
  })
}

/** Returns addresses written as hexadecimal digits and nothing else: 8 of version 4, 32 of version 6. */
function digitRuns(text: string): AddressRange[] {
  return [...text.matchAll(/(?<![0-9a-z])(?:[0-9a-f]{32}|[0-9a-f]{8})(?![0-9a-z]|-[0-9a-f]{4}-)/gu)].flatMap(([digits]) => {
    if (calendarDay.test(digits)) return []
    const bytes = [...Uint8Array.fromHex(digits)]
    return bytes.length === 4 ? [bytesRange(bytes)] : sixteenBytes(bytes)
  })
}

function reversed(text: string): AddressRange[] {
  // Block lists of mail servers are asked in the same order, under names of their own.
  const fours = [...text.matchAll(/(?<![0-9.])([0-9]{1,3}(?:\.[0-9]{1,3}){3})\.[a-z]/gu)].flatMap(([, numbers = '']) =>
    fourNumbers(numbers.split('.').toReversed()),
  )
  const nibbles = [...text.matchAll(/((?:[0-9a-f]\.){32})ip6/gu)].flatMap(([, run = '']) => {
    const digits = run.replaceAll('.', '')
    return sixteenBytes([...Uint8Array.fromHex([...digits].toReversed().join(''))])
  })
  return [...fours, ...nibbles]
}

const calendarDay = /^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])$/u

function singleNumbers(text: string): AddressRange[] {
  return [...text.matchAll(/(?<!\w|[0-9]\.)(?:0x([0-9a-f]{8})|([0-9]{8,10}))(?!\w|\.[0-9])/gu)].flatMap(([, hexadecimal, decimal = '']) => {
    const value = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
    if (value > 0xffffffff || calendarDay.test(decimal)) return []
    return [{ family: 4, first: BigInt(value), last: BigInt(value) }]
  })
}

function sixes(text: string): AddressRange[] {
  const colons = [...text.matchAll(/(?<![0-9a-f:])[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*(?:\/[0-9]{1,3})?/gu)].flatMap(([run]) =>
    withoutPrefixes(run),
  )
  // Host names of addresses write hyphens for colons: 2001-db8--1.
  const hyphens = [...text.matchAll(/(?<![0-9a-z])[0-9a-f]{1,4}(?:--?[0-9a-f]{1,4}){2,7}(?![\w-])/gu)].map(([run]) =>
    run.replaceAll('-', ':'),
  )
  return [...colons, ...hyphens].flatMap((token) => {
    const [address = '', prefix] = token.split('/')
    if (!ipaddr.IPv6.isValid(address)) return []
    return prefix === undefined ? sixteenBytes(ipaddr.IPv6.parse(address).toByteArray()) : known(addressRange(token))
  })
}

/** Returns `run` and what is left of it without what may be a word before the address, as in `ip6:2001:db8::1`. */
function withoutPrefixes(run: string): string[] {
  const whole = run.replace(/[.:]$/u, '').slice(0, longestAddress * 2)
  const starts = [...whole.matchAll(/:/gu)].map((colon) => colon.index + 1)
  return [0, ...starts].map((start) => whole.slice(start)).filter((part) => part.length <= longestAddress)
}

const longestAddress = 'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255/128'.length

/** Returns the IPv6 address and, where it carries one, the IPv4 address: mapped, compatible, translated, 6to4, Teredo, ISATAP. */
function sixteenBytes(bytes: number[]): AddressRange[] {
  const hex = Uint8Array.from(bytes).toHex()
  const last = bytesRange(bytes.slice(12))
  const inside: AddressRange[] = []
  if (/^(?:0{20}ffff|0{24}|0064ff9b0{16})/u.test(hex) || /^.{16}0[02]005efe/u.test(hex)) inside.push(last)
  if (hex.startsWith('2002')) inside.push(bytesRange(bytes.slice(2, 6)))
  if (hex.startsWith('20010000')) inside.push(bytesRange(bytes.slice(12).map((byte) => byte ^ 0xff)))
  return [bytesRange(bytes), ...inside]
}

function known(range: AddressRange | null): AddressRange[] {
  return range === null ? [] : [range]
}
