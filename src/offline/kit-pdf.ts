import type * as Typst from '@myriaddreamin/typst-ts-node-compiler'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Language } from '#base/language.ts'
import { hashText, formatFingerprint } from '#key-directory/fingerprint.ts'
import { formatDate } from './kit-date.ts'
import { kitDocument } from './kit-document.ts'
import type { Kit } from './kit-file.ts'
import { kitText } from './kit-text.ts'

/** What is printed besides the kit itself. */
export type KitPrint = {
  readonly kit: Kit
  /** Text of the log's policy, or null where it could not be had. */
  readonly policy: string | null
}

/**
 * Returns the kit as a tagged PDF/UA in `language`, or null where the typesetter is not installed, as beside the one-file command line.
 */
export async function kitPdf(print: KitPrint, language: Language): Promise<Uint8Array | null> {
  const parts = await loadTypesetter()
  if (parts === null) return null
  const { NodeCompiler, renderSVG, fontFolders } = parts
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [...fontFolders] }] })
  const inputs = { kit: JSON.stringify(contentOf(print, language)), qr: renderSVG(handInAddress(print.kit)) }
  const creationTimestamp = Math.floor(Temporal.Instant.from(print.kit.madeAt).epochMilliseconds / 1000)
  return compiler.pdf({ mainFileContent: kitDocument, inputs }, { pdfStandard: 'ua-1', creationTimestamp })
}

async function loadTypesetter() {
  try {
    const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/biz-udpgothic/package.json')))
    const fontFolders = [join(fonts, '400Regular'), join(fonts, '700Bold')]
    // Not bundled into the one-file command line: it brings a binary for each platform.
    const typst = '@myriaddreamin/typst-ts-node-compiler'
    const { NodeCompiler } = (await import(/* @vite-ignore */ typst)) as typeof Typst
    const { renderSVG } = await import('uqr')
    return { NodeCompiler, renderSVG, fontFolders }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND')) return null
    throw error
  }
}

function handInAddress(kit: Kit): string {
  return `${kit.origin}/p/hand-in`
}

function contentOf({ kit, policy }: KitPrint, language: Language) {
  const addresses: Readonly<Record<string, string>> = { origin: kit.origin, handIn: handInAddress(kit) }
  const { steps, ...texts } = kitText
  return {
    language,
    text: Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text[language]])),
    steps: steps[language].map((step) => step.replaceAll(/\{(\w+)\}/g, (_, name: string) => addresses[name] ?? '')),
    operator: kit.operator.name,
    corporateNumber: kit.operator.corporateNumber,
    kitId: kit.kitId,
    goodUntil: formatDate(kit.expiresAt, language),
    phones: kit.phones.map(({ name, numbers }) => ({ name: name[language], numbers: numbers.join(' / ') })),
    ...addresses,
    root: formatFingerprint(kit.directory.rootFingerprint),
    policy: policy === null ? kitText.noPolicy[language] : formatFingerprint(hashText(policy)),
    codes: kit.codes.map(({ number, code }) => ({ number, code })),
  }
}
