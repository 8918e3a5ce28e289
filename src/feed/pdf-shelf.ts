import { warningPdf } from './warning-pdf.ts'
import type { WarningPrint } from './warning-print.ts'

/** Prints that were asked for lately. */
export type PdfShelf = {
  /** Returns the PDF of a warning, made once however many ask; null where the typesetter is not installed. */
  get(print: WarningPrint): Promise<Uint8Array | null>
}

const mostPdfs = 50

/** Returns an empty shelf. One print is made at a time: each takes a whole core for a moment. */
export function createPdfShelf(): PdfShelf {
  const kept = new Map<string, Promise<Uint8Array | null>>()
  let last: Promise<unknown> = Promise.resolve()
  return {
    get: (print) => {
      const key = keyOf(print)
      const known = kept.get(key)
      if (known !== undefined) return known
      const made = last.then(() => warningPdf(print))
      last = made.catch(() => kept.delete(key))
      kept.set(key, made)
      for (const oldest of kept.keys()) {
        if (kept.size <= mostPdfs) break
        kept.delete(oldest)
      }
      return made
    },
  }
}

function keyOf({ warning, language }: WarningPrint): string {
  return `${warning.id} ${warning.version} ${warning.state} ${language}`
}
