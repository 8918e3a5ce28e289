import type { DisguisePlace } from './disguise.ts'

/** A way of writing an address; null where it cannot write that one. */
export type AddressForm = {
  readonly name: string
  readonly place: DisguisePlace
  readonly write: (octets: readonly number[]) => string | null
}

function hex2(octet: number): string {
  return octet.toString(16).padStart(2, '0')
}

function joined(octets: readonly number[]): string {
  return octets.map(hex2).join('')
}

function four(write: (octets: readonly number[]) => string) {
  return (octets: readonly number[]) => (octets.length === 4 ? write(octets) : null)
}

function six(write: (groups: readonly string[], octets: readonly number[]) => string) {
  return (octets: readonly number[]) =>
    octets.length === 16
      ? write(
          Array.from({ length: 8 }, (_, at) => joined(octets.slice(at * 2, at * 2 + 2)).replace(/^0{1,3}/u, '')),
          octets,
        )
      : null
}

function number(octets: readonly number[]): number {
  return octets.reduce((sum, octet) => sum * 256 + octet, 0)
}

function dotted(octets: readonly number[]): string {
  return octets.join('.')
}

/** Ways of writing an address of four or sixteen octets; the judge looks for all of them. */
export const addressForms: readonly AddressForm[] = [
  { name: 'dotted', place: 'path', write: four(dotted) },
  { name: 'with a port', place: 'path', write: four((octets) => `${dotted(octets)}:8443`) },
  { name: 'hyphens', place: 'label', write: four((octets) => octets.join('-')) },
  { name: 'underscores', place: 'path', write: four((octets) => octets.join('_')) },
  { name: 'decimal', place: 'label', write: four((octets) => String(number(octets))) },
  { name: 'hexadecimal', place: 'label', write: four((octets) => `0x${joined(octets)}`) },
  { name: 'hexadecimal without prefix', place: 'label', write: four(joined) },
  { name: 'hexadecimal octets', place: 'path', write: four((octets) => octets.map((octet) => `0x${hex2(octet)}`).join('.')) },
  { name: 'octal', place: 'path', write: four((octets) => octets.map((octet) => `0${octet.toString(8)}`).join('.')) },
  { name: 'padded', place: 'path', write: four((octets) => octets.map((octet) => String(octet).padStart(3, '0')).join('.')) },
  { name: 'three numbers', place: 'text', write: four(([a = 0, b = 0, ...rest]) => `${a}.${b}.${number(rest)}`) },
  { name: 'two numbers', place: 'text', write: four(([a = 0, ...rest]) => `${a}.${number(rest)}`) },
  { name: 'defanged', place: 'text', write: four((octets) => octets.join('[.]')) },
  {
    name: 'full width',
    place: 'text',
    write: four((octets) => dotted(octets).replaceAll(/[0-9.]/gu, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0))),
  },
  { name: 'reverse lookup', place: 'path', write: four((octets) => `${octets.toReversed().join('.')}.in-addr.arpa`) },
  { name: 'the other way round', place: 'path', write: four((octets) => `${octets.toReversed().join('.')}.bl.attacker.test`) },
  { name: 'network', place: 'text', write: four((octets) => `${dotted([...octets.slice(0, 3), 0])}/24`) },
  { name: 'small network', place: 'text', write: four((octets) => `${dotted(octets)}/30`) },
  {
    name: 'range',
    place: 'text',
    write: four(([a = 0, b = 0, c = 0, d = 0]) => `${a}.${b}.${c}.${Math.max(d - 1, 0)}-${a}.${b}.${c}.${d + 1}`),
  },
  { name: 'mapped', place: 'text', write: four((octets) => `::ffff:${dotted(octets)}`) },
  {
    name: 'mapped in hexadecimal',
    place: 'text',
    write: four((octets) => `::ffff:${joined(octets.slice(0, 2))}:${joined(octets.slice(2))}`),
  },
  {
    name: 'mapped in full',
    place: 'text',
    write: four((octets) => `0:0:0:0:0:ffff:${joined(octets.slice(0, 2))}:${joined(octets.slice(2))}`),
  },
  { name: 'translated', place: 'text', write: four((octets) => `64:ff9b::${dotted(octets)}`) },
  { name: '6to4', place: 'text', write: four((octets) => `2002:${joined(octets.slice(0, 2))}:${joined(octets.slice(2))}::1`) },
  { name: 'base64 of the text', place: 'path', write: four((octets) => Buffer.from(dotted(octets)).toString('base64url')) },
  { name: 'percent', place: 'path', write: four((octets) => [...dotted(octets)].map((unit) => `%${hex2(unit.charCodeAt(0))}`).join('')) },
  { name: 'IPv6', place: 'text', write: six((groups) => shortened(groups)) },
  { name: 'IPv6 in full', place: 'text', write: six((_, octets) => (joined(octets).match(/.{4}/gu) ?? []).join(':')) },
  { name: 'IPv6 in capitals', place: 'text', write: six((groups) => groups.join(':').toUpperCase()) },
  { name: 'IPv6 with hyphens', place: 'label', write: six((groups) => groups.join('-')) },
  { name: 'IPv6 as digits', place: 'label', write: six((_, octets) => joined(octets)) },
  { name: 'IPv6 network', place: 'text', write: six((groups) => `${groups.slice(0, 3).join(':')}::/48`) },
  { name: 'IPv6 reverse lookup', place: 'path', write: six((_, octets) => `${[...joined(octets)].toReversed().join('.')}.ip6.arpa`) },
]

/** Returns the octets of the address number `offset` of a network in CIDR notation. */
export function addressIn(network: string, offset: number): readonly number[] {
  const [first = ''] = network.split('/')
  const octets = first.includes(':') ? sixteen(first) : first.split('.').map(Number)
  return [...octets.slice(0, -1), (octets.at(-1) ?? 0) + offset]
}

function sixteen(text: string): number[] {
  const [left = '', right = ''] = text.split('::').map((half) => half)
  const groups = (half: string): number[] => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16)))
  const [head, tail] = [groups(left), groups(right)]
  const all = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail]
  return all.flatMap((group) => [group >> 8, group & 255])
}

function shortened(groups: readonly string[]): string {
  return groups.join(':').replace(/(?:^|:)0(?::0)+(?:$|:)/u, '::')
}
