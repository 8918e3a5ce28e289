const units = ['B', 'KB', 'MB', 'GB'] as const

/** Returns a size for people in decimal units, such as "3.4 MB"; alike in every language. */
export function byteSize(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`
}
