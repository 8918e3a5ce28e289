// Encodings without a byte order mark, in the order in which they are tried. Japanese Excel writes CSV in Shift_JIS.
const encodings = ['utf-8', 'shift_jis'] as const

// Text holds no other control characters than tab, line feed, form feed and carriage return; pictures and programs do.
const control = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/

/**
 * Returns the text of `bytes` in UTF-8, UTF-16 with a byte order mark, or Shift_JIS, without the mark, or null if they are no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  for (const encoding of marked === null ? encodings : [marked]) {
    const text = decode(bytes, encoding)
    if (text !== null && !control.test(text)) return text
  }
  return null
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
