import { typeset } from '#runtime/typesetter.ts'
import { warningDocument } from './warning-document.ts'
import { printContent, type WarningPrint } from './warning-print.ts'

/** Returns a warning as a tagged PDF/UA, or null where the typesetter is not installed. */
export async function warningPdf(print: WarningPrint): Promise<Uint8Array | null> {
  const inputs = { warning: JSON.stringify(printContent(print)) }
  return typeset({ document: warningDocument, inputs, createdAt: Temporal.Instant.from(print.warning.publishedAt) })
}
