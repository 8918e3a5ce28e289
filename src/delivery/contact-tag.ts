import type { OwnerTags } from '#operator/owner-tag.ts'

/** Returns the keyed hash under which deliveries name a contact. */
export function contactTag(ownerTags: OwnerTags, contactId: string): Buffer {
  return ownerTags.tagOf(`contact:${contactId}`)
}
