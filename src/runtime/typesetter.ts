import type * as Typst from '@myriaddreamin/typst-ts-node-compiler'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A document to set. */
export type Typesetting = {
  /** Typst source; what it shows comes in through `sys.inputs`, which Typst never reads as markup. */
  readonly document: string
  readonly inputs: Readonly<Record<string, string>>
  /** The date that the file carries. */
  readonly createdAt: Temporal.Instant
}

/**
 * Returns a document as a tagged PDF/UA, with the typeface BIZ UDPGothic at hand, or null where the typesetter is not installed, as beside the one-file command
 * line.
 */
export async function typeset({ document, inputs, createdAt }: Typesetting): Promise<Uint8Array | null> {
  const parts = await loadTypesetter()
  if (parts === null) return null
  const compiler = parts.NodeCompiler.create({ fontArgs: [{ fontPaths: [...parts.fontFolders] }] })
  const creationTimestamp = Math.floor(createdAt.epochMilliseconds / 1000)
  return compiler.pdf({ mainFileContent: document, inputs: { ...inputs } }, { pdfStandard: 'ua-1', creationTimestamp })
}

async function loadTypesetter() {
  try {
    const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/biz-udpgothic/package.json')))
    const fontFolders = [join(fonts, '400Regular'), join(fonts, '700Bold')]
    // Not bundled into the one-file command line: it brings a binary for each platform.
    const typst = '@myriaddreamin/typst-ts-node-compiler'
    const { NodeCompiler } = (await import(/* @vite-ignore */ typst)) as typeof Typst
    return { NodeCompiler, fontFolders }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND')) return null
    throw error
  }
}
