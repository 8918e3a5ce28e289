/** A mail as a person's program shows it: headers by lower-case name and the text, all decoded. */
export type ReadMail = { readonly headers: ReadonlyMap<string, string>; readonly text: string }

/** Reads a mail of one plain text (RFC 5322, RFC 2047, RFC 2045). */
export function readMail(raw: string): ReadMail {
  const end = raw.indexOf('\r\n\r\n')
  const headers = new Map(
    raw
      .slice(0, end)
      .replaceAll(/\r\n[ \t]/g, ' ')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodedWords(line.slice(line.indexOf(':') + 1).trim())] as const),
  )
  return { headers, text: decoded(raw.slice(end + 4), headers.get('content-transfer-encoding') ?? '7bit').replaceAll('\r\n', '\n') }
}

function decodedWords(text: string): string {
  const words = /=\?utf-8\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/gi
  return text.replaceAll(words, (_, encoding: string, word: string) =>
    encoding.toLowerCase() === 'b' ? decoded(word, 'base64') : decoded(word.replaceAll('_', ' '), 'quoted-printable'),
  )
}

function decoded(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return text
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
