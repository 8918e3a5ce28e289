import type { Language } from '#base/language.ts'
import { hashText, formatFingerprint } from '#key-directory/fingerprint.ts'
import { typeset } from '#runtime/typesetter.ts'
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
  const { renderSVG } = await import('uqr')
  const inputs = { kit: JSON.stringify(contentOf(print, language)), qr: renderSVG(handInAddress(print.kit)) }
  return typeset({ document: kitDocument, inputs, createdAt: Temporal.Instant.from(print.kit.madeAt) })
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
