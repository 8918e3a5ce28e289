/**
 * Returns the text of one label of an internationalised domain name (`xn--…`), or null where it is not one.
 *
 * @param label In lower case or not, with its prefix.
 * @see RFC 3492
 */
export function unicodeLabel(label: string): string | null {
  const [, encoded] = /^xn--([a-z0-9-]{1,59})$/iu.exec(label) ?? []
  if (encoded === undefined) return null
  const split = encoded.lastIndexOf('-')
  const points = Array.from(encoded.slice(0, Math.max(split, 0)), (character) => character.charCodeAt(0))
  return insertAll(points, encoded.slice(split + 1).toLowerCase())
}

const base = 36
const highestDelta = 0x7fffffff

/** Inserts every code point that `digits` spell into `points`, or returns null where they spell nothing valid. */
function insertAll(points: number[], digits: string): string | null {
  let [point, delta, bias, read] = [128, 0, 72, 0]
  while (read < digits.length) {
    const before = delta
    for (let weight = 1, step = base; ; step += base) {
      const digit = digitValue(digits.charAt(read++))
      if (digit === null) return null
      delta += digit * weight
      const threshold = Math.min(Math.max(step - bias, 1), 26)
      if (digit < threshold) break
      weight *= base - threshold
      if (delta > highestDelta || weight > highestDelta) return null
    }
    const length = points.length + 1
    bias = adapt(delta - before, length, before === 0)
    point += Math.floor(delta / length)
    delta %= length
    if (point > 0x10ffff) return null
    points.splice(delta++, 0, point)
  }
  return String.fromCodePoint(...points)
}

function digitValue(character: string): number | null {
  if (/^[a-z]$/u.test(character)) return character.charCodeAt(0) - 0x61
  return /^[0-9]$/u.test(character) ? character.charCodeAt(0) - 0x30 + 26 : null
}

function adapt(difference: number, length: number, first: boolean): number {
  let rest = Math.floor(difference / (first ? 700 : 2))
  rest += Math.floor(rest / length)
  let steps = 0
  for (; rest > 455; steps += base) rest = Math.floor(rest / 35)
  return steps + Math.floor((36 * rest) / (rest + 38))
}
