import type { Database } from '#database/database.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { findContact, listContacts, type Contact } from './contact-store.ts'
import { contactTag } from './contact-tag.ts'

/** Returns what finds the contact behind a keyed hash, or null if there is none any more; all hashes are made again whenever one is not known. */
export function contactFinder({ kysely }: Database, ownerTags: OwnerTags): (recipient: Buffer) => Promise<Contact | null> {
  const idByTag = new Map<string, string>()
  return async (recipient) => {
    const tag = recipient.toString('hex')
    if (!idByTag.has(tag)) for (const { id } of await listContacts(kysely, null)) idByTag.set(contactTag(ownerTags, id).toString('hex'), id)
    const id = idByTag.get(tag)
    // The address is asked for every time: it may have been changed or taken away.
    return id === undefined ? null : findContact(kysely, id)
  }
}
