import type { Language } from '#base/language.ts'
import type { InTransaction, Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    organisation_contact: { id: string; organisation_id: string; address: string; language: Language }
  }
}

/** A mail address to which an organisation wants its reminders, and in which language. */
export type Contact = { readonly address: string; readonly language: Language }

/** A contact as it is stored. */
export type ContactRow = Contact & { readonly id: string; readonly organisationId: string }

/** Returns the contacts of one organisation by address, or of all. */
export async function listContacts(queries: Queries, organisationId: string | null): Promise<readonly ContactRow[]> {
  const rows = await queries
    .selectFrom('organisation_contact')
    .selectAll()
    .$if(organisationId !== null, (query) => query.where('organisation_id', '=', organisationId ?? ''))
    .orderBy('organisation_id')
    .orderBy('address')
    .execute()
  return rows.map((row) => ({ id: row.id, organisationId: row.organisation_id, address: row.address, language: row.language }))
}

/** Returns where a contact is reached, or null if there is none of this id. */
export async function findContact(queries: Queries, id: string): Promise<Contact | null> {
  const row = await queries.selectFrom('organisation_contact').select(['address', 'language']).where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** Adds contacts; an address that its organisation has already takes the language given here and keeps its id. */
export async function putContacts(queries: Queries, contacts: readonly ContactRow[]): Promise<void> {
  if (contacts.length === 0) return
  await queries
    .insertInto('organisation_contact')
    .values(contacts.map(({ id, organisationId, address, language }) => ({ id, organisation_id: organisationId, address, language })))
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'address']).doUpdateSet((update) => ({ language: update.ref('excluded.language') })),
    )
    .execute()
}

/** Gives an organisation exactly these contacts. */
export async function replaceContacts(tx: InTransaction, organisationId: string, contacts: readonly ContactRow[]): Promise<void> {
  const addresses = contacts.map(({ address }) => address)
  await tx
    .deleteFrom('organisation_contact')
    .where('organisation_id', '=', organisationId)
    .$if(addresses.length > 0, (query) => query.where('address', 'not in', addresses))
    .execute()
  await putContacts(tx, contacts)
}
