// Direction marks, embeddings, overrides and isolates (Unicode Annex 9), and controls other than tab and line feed.
const unseen = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu

/**
 * Returns `text` with characters that can turn or hide what is written, shown by their number: `[U+202E]`.
 *
 * Joiners and variation selectors stay, since names and kanji need them.
 */
export function visibleControls(text: string): string {
  return text.replaceAll(unseen, (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`)
}
