import type { AttachmentLabel } from './attachment-label.ts'
import type { FiledAttachment, Filing } from './filing-schema.ts'

/** An attachment that is sealed, as a filing and its sealed body name it. */
export type SealedAttachment = { readonly filed: FiledAttachment; readonly label: AttachmentLabel }

/**
 * Returns the attachments of an opened filing, in its order. One that the sealed body does not name has an empty name: a hostile filer may
 * leave names out, and may name what is not there, which is left out here.
 */
export function attachmentsOf(filing: Filing, labels: readonly AttachmentLabel[]): readonly SealedAttachment[] {
  // Reports of earlier versions have none.
  const sealed: Partial<Filing['sealed']> = filing.sealed
  return (sealed.attachments ?? []).map((filed) => ({
    filed,
    label: labels.find(({ id }) => id === filed.id) ?? { id: filed.id, name: '', type: '', bytes: 0 },
  }))
}
