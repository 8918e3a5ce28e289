import { extractText, getDocumentProxy } from 'unpdf'

/** Returns what a PDF shows: its lines, and all of it without its line ends. */
export async function pdfTexts(pdf: Buffer): Promise<readonly string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf), { verbosity: 0 }), { mergePages: false })
  const lines = text.join('\n')
  return [lines, lines.replaceAll('\n', '')]
}
