const fullWidthOffset = 0xfe_e0

/**
 * Returns `text` with full-width ASCII (U+FF01 to U+FF5E), the ideographic space and the dashes that Japanese input methods
 * put into numbers made half-width, and without spaces around it.
 *
 * For numbers, codes and instants only: a name or a free text keeps the characters that its author chose.
 */
export function halfWidth(text: string): string {
  // Nearly every text is plain ASCII already.
  if (/^[\u0021-\u007e]*$/u.test(text)) return text
  return text
    .replace(/[\uff01-\uff5e]/gu, (character) => String.fromCodePoint((character.codePointAt(0) ?? fullWidthOffset) - fullWidthOffset))
    .replace(/\u3000/gu, ' ')
    .replace(/[\u2010-\u2015\u2212\u30fc\uff70](?=[0-9A-Za-z])/gu, '-')
    .trim()
}

/**
 * Returns the number that a person typed, or null where `text` is none.
 *
 * Accepts full-width digits and grouping commas between three digits ("１，２００" is 1200); refuses exponents, hexadecimal and infinity.
 */
export function readNumber(text: string): number | null {
  const plain = halfWidth(text)
  if (!/^-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,9})?$/u.test(plain)) return null
  return Number(plain.replaceAll(',', ''))
}
