import type { Queries } from '#database/database.ts'
import type { FiledAttachment } from '#envelope/filing-schema.ts'
import { Problem } from '#http/problem.ts'
import { findUploads, type Upload } from './attachment-store.ts'

/** Whose attachments a filing may name, and for which report. */
export type Claim = { readonly ownerTag: Buffer; readonly reportId: string }

/**
 * Refuses a filing unless each of its attachments was uploaded whole by the same operator, is what the filing says, and belongs to no other report.
 *
 * @throws {Problem} 422 `ATTACHMENT_REPEATED`, `ATTACHMENT_MISSING`, `ATTACHMENT_INCOMPLETE`, `ATTACHMENT_DIFFERS` or `ATTACHMENT_TAKEN`, with a JSON pointer.
 */
export async function checkAttachments(queries: Queries, attachments: readonly FiledAttachment[], claim: Claim): Promise<void> {
  if (attachments.length === 0) return
  const found = await findUploads(
    queries,
    attachments.map(({ id }) => id),
  )
  const uploads = new Map(found.map((one) => [one.id, one]))
  for (const [index, one] of attachments.entries()) {
    const pointer = `/body/sealed/attachments/${index}`
    if (attachments.findIndex(({ id }) => id === one.id) !== index) refuse('ATTACHMENT_REPEATED', pointer, 'expected each attachment once')
    refuseUnfit(one, { upload: uploads.get(one.id) ?? null, claim, pointer })
  }
}

/** Returns the refusal of a filing whose attachments went away, or were claimed by another report, while it was filed; null for any other fault. */
export function claimRefusal(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('constraint' in error)) return null
  if (error.constraint === 'report_attachment_attachment_id_fkey') return problem('ATTACHMENT_MISSING', '/body/sealed/attachments', missing)
  if (error.constraint === 'report_attachment_pkey') return problem('ATTACHMENT_TAKEN', '/body/sealed/attachments', taken)
  return null
}

const missing = 'expected an attachment that was uploaded and has not expired'
const taken = 'expected an attachment that no other report holds'

function refuseUnfit(filed: FiledAttachment, how: { upload: Upload | null; claim: Claim; pointer: string }): void {
  const { upload, claim, pointer } = how
  if (upload === null || !upload.ownerTag.equals(claim.ownerTag)) refuse('ATTACHMENT_MISSING', pointer, missing)
  if (!upload.isVerified)
    refuse('ATTACHMENT_INCOMPLETE', pointer, `expected all ${upload.bytes} bytes to be uploaded, ${upload.received} were`)
  if (upload.bytes !== filed.bytes || upload.digest !== filed.digest)
    refuse('ATTACHMENT_DIFFERS', pointer, 'expected size and SHA-256 of what was uploaded')
  // A retry names what its own first try has claimed.
  if (upload.reportId !== null && upload.reportId !== claim.reportId) refuse('ATTACHMENT_TAKEN', pointer, taken)
}

function refuse(code: string, pointer: string, detail: string): never {
  throw problem(code, pointer, detail)
}

function problem(code: string, pointer: string, detail: string): Problem {
  return new Problem(422, code, `The filing is refused: ${pointer}: ${detail}`, { errors: [{ pointer, code, detail }] })
}
