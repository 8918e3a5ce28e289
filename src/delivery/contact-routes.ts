import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import { languages, type Language } from '#base/language.ts'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { listContacts, replaceContacts, type Contact } from './contact-store.ts'
import { mailAddressPattern } from './mail-address.ts'

const contactsBody = Type.Object(
  {
    contacts: Type.Array(
      Type.Object(
        {
          address: Type.String({ pattern: mailAddressPattern, maxLength: 254, description: 'Mail address in ASCII' }),
          language: Type.Unsafe<Language>(Type.Enum([...languages])),
        },
        { additionalProperties: false },
      ),
      { maxItems: 20 },
    ),
  },
  { additionalProperties: false },
)

/** Returns the routes by which the administrators of an organisation say where its reminders go. */
export function contactRoutes({ database }: { readonly database: Database }): readonly ActorRoute[] {
  const answer = async (organisationId: string): Promise<{ body: { contacts: readonly Contact[] } }> => {
    const rows = await listContacts(database.kysely, organisationId)
    return { body: { contacts: rows.map(({ address, language }) => ({ address, language })) } }
  }
  return [
    route({
      method: 'GET',
      path: '/api/v1/organisation/contacts',
      operation: 'listContacts',
      summary: 'Mail addresses to which the reminders of the own organisation go, each with its language',
      tag: 'notices',
      permission: 'contact.manage',
      answers: { 200: { description: 'The contacts, by address' } },
      handler: async ({ actor }) => {
        if (actor.kind !== 'person') throw notFound('contact')
        return answer(actor.organisationId)
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/organisation/contacts',
      operation: 'replaceContacts',
      summary: 'Replace the mail addresses to which the reminders of the own organisation go',
      tag: 'notices',
      permission: 'contact.manage',
      body: contactsBody,
      answers: { 200: { description: 'The contacts as they are now' } },
      handler: async ({ actor, body }) => {
        if (actor.kind !== 'person') throw notFound('contact')
        const { organisationId } = actor
        // The last one counts where an address stands twice: a statement cannot write one row two times.
        const byAddress = new Map(body.contacts.map((one) => [one.address, { ...one, id: randomUUID(), organisationId }]))
        await database.kysely.transaction().execute((tx) => replaceContacts(tx, organisationId, [...byAddress.values()]))
        return answer(organisationId)
      },
    }),
  ]
}
