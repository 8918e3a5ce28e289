/** What a byte of a token is. A byte of none of these divides tokens. */
export const byteKinds = { hexLetter: 1, digit: 2, letter: 4, dot: 8, dash: 16 } as const

/** What may follow from a dividing byte: a line ends, a defanged sign or an IPv6 address may be there, or letters beyond ASCII. */
export const divides = { line: 1, bracket: 2, colon: 4, beyondAscii: 8 } as const

/** By byte: its kind of {@link byteKinds}, 0 where it divides. */
export const tokenKinds: Uint8Array = tableOf((byte) => {
  const sign = String.fromCharCode(byte)
  if (/[0-9]/.test(sign)) return byteKinds.digit
  if (/[a-f]/i.test(sign)) return byteKinds.hexLetter
  if (/[g-z]/i.test(sign)) return byteKinds.letter
  if (sign === '.') return byteKinds.dot
  return sign === '-' || sign === '_' ? byteKinds.dash : 0
})

/** By byte: what may follow from it, of {@link divides}, or 0. */
export const divisions: Uint8Array = tableOf((byte) => {
  if (byte === 0x0a) return divides.line
  if (byte >= 0x80) return divides.beyondAscii
  if (byte === 0x3a) return divides.colon
  return '([{'.includes(String.fromCharCode(byte)) ? divides.bracket : 0
})

/** By byte: its letter in lower case, or the byte itself. */
export const lowerCase: Uint8Array = tableOf((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte))

/** By byte: whether it may stand in an IPv6 address. */
export const ipv6Signs: Uint8Array = tableOf((byte) => Number(/[0-9a-f:.]/i.test(String.fromCharCode(byte))))

/** Tells whether a byte is a letter, a digit or an underscore: where one stands beside a value, the value is part of a longer word. */
export function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && /\w/.test(String.fromCharCode(byte))
}

function tableOf(entry: (byte: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => entry(byte))
}
