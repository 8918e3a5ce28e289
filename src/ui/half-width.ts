const dashes = /[\u2010-\u2015\u2212\u30fc\ufe58\ufe63\uff0d]/gu

/**
 * Returns `text` with full-width letters, digits and signs as ASCII ones and without spaces at both ends.
 *
 * For numbers, codes, mail addresses and indicators only. Never for names or free text: it would turn ㈱ into (株) and ① into 1.
 */
export function halfWidth(text: string): string {
  return text.normalize('NFKC').trim()
}

/** Returns the digits that `text` stands for, or null where it holds anything else; accepts full-width digits, spaces around, and an empty text as empty. */
export function readDigits(text: string): string | null {
  const plain = halfWidth(text)
  return /^\d*$/.test(plain) ? plain : null
}

/** Returns `halfWidth(text)` with every kind of dash and the long vowel mark as ASCII hyphens, for telephone and corporate numbers. */
export function halfWidthNumber(text: string): string {
  return halfWidth(text).replace(dashes, '-')
}
