// Controls other than tab and line feed, the line and paragraph separators, and marks that turn the direction of writing (Unicode Annex 9).
const acting = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/**
 * Returns `text` with every character that could act on a terminal or turn what is written, in the form that JSON escapes it: `\u001b`.
 *
 * Text that is JSON stays the same JSON.
 */
export function printable(text: string): string {
  return text.replaceAll(acting, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
