// RFC 3339 with any number of decimals. A "+" that the client did not encode reaches us as a space.
const timestamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[ +-]\d\d:\d\d)$/i

/** Returns the microseconds since 1970 of an RFC 3339 timestamp, cut off below the microsecond, or null where `text` is none. */
export function readMicros(text: string): number | null {
  const [, seconds, decimals = '', zone] = timestamp.exec(text) ?? []
  if (seconds === undefined || zone === undefined) return null
  const millis = Date.parse(`${seconds}${zone.replace(' ', '+')}`.toUpperCase())
  if (Number.isNaN(millis)) return null
  return millis * 1000 + Number(decimals.padEnd(6, '0').slice(0, 6))
}

/** Returns microseconds since 1970 as a timestamp with six decimals. */
export function microsText(micros: number): string {
  const millis = Math.floor(micros / 1000)
  return `${new Date(millis).toISOString().slice(0, -1)}${String(micros - millis * 1000).padStart(3, '0')}Z`
}
