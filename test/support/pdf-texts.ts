import { inflateSync } from 'node:zlib'

/**
 * Returns what a PDF of the typesetter shows, one text for each run of letters, and two neighbouring ones as one: a value may be broken there. What fonts it
 * has is not looked up; each run is read with all of them, and one reading is right.
 */
export function pdfTexts(pdf: Buffer): readonly string[] {
  const streams = streamsOf(pdf)
  const fonts = streams.filter((stream) => stream.includes('begincmap')).map(lettersOf)
  const runs = streams.filter((stream) => /\bTJ\b/.test(stream)).flatMap(codesOf)
  return fonts.flatMap((letters) => {
    const texts = runs.map((codes) => codes.map((code) => letters.get(code) ?? '\u{fffd}').join(''))
    return [...texts, ...texts.slice(1).map((text, index) => (texts[index] ?? '') + text)]
  })
}

function streamsOf(pdf: Buffer): readonly string[] {
  const text = pdf.toString('latin1')
  return [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
    } catch {
      return body
    }
  })
}

/** Returns which letters the codes of a font stand for, by its map to Unicode. */
function lettersOf(map: string): ReadonlyMap<number, string> {
  return new Map(
    [...map.matchAll(/^<([0-9A-F]{4})> <([0-9A-F]{4,})>$/gm)].map(([, code = '', letters = '']) => [
      Number.parseInt(code, 16),
      Buffer.from(letters, 'hex').swap16().toString('utf16le'),
    ]),
  )
}

const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function codesOf(content: string): readonly (readonly number[])[] {
  return [...content.matchAll(/\[((?:\\[\s\S]|[^\]\\])*)\] TJ/g)].map(([, shown = '']) => {
    const letters = [...shown.matchAll(/\(((?:\\[\s\S]|[^)\\])*)\)/g)].map(([, text = '']) => unescaped(text)).join('')
    return Array.from({ length: letters.length / 2 }, (_, at) => letters.charCodeAt(at * 2) * 256 + letters.charCodeAt(at * 2 + 1))
  })
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([0-7]{3}|[\s\S])/g, (_, what: string) =>
    what.length === 3 ? String.fromCharCode(Number.parseInt(what, 8)) : (escaped[what] ?? what),
  )
}
