import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { AddressVault } from './address-vault.ts'
import { takeAskedHost } from './change-subscription.ts'
import { askedHosts, confirmedHosts, confirmHost, withdrawHost } from './subscription-store.ts'
import { tellOfHost } from './tell-registrar.ts'

const hostSchema = Type.Object(
  { organisationId: uuidSchema, host: Type.String({ pattern: '^[a-z0-9.:\\[\\]-]{1,253}$' }) },
  { additionalProperties: false },
)

const common = { path: '/api/v1/webhook-hosts', tag: 'subscriptions', permission: 'webhook-host.confirm' } as const

/** Returns the routes by which the registrar confirms hosts of webhooks that no setting of the installation allows. */
export function webhookHostRoutes({
  database,
  vault,
  ownerTags,
}: {
  readonly database: Database
  readonly vault: AddressVault
  readonly ownerTags: OwnerTags
}): readonly ActorRoute[] {
  return [
    route({
      ...common,
      method: 'GET',
      operation: 'listAskedHosts',
      summary: 'Hosts that subscriptions wait for, each with its organisation, and those that were confirmed',
      answers: { 200: { description: 'At most 500 of either' } },
      handler: async () => ({ body: { hosts: await askedHosts(database.kysely), confirmed: await confirmedHosts(database.kysely) } }),
    }),
    route({
      ...common,
      method: 'POST',
      operation: 'confirmHost',
      summary: 'Confirm that a host belongs to an organisation; subscriptions that wait for it begin',
      body: hostSchema,
      answers: { 204: { description: 'Confirmed' }, 404: { description: 'No subscription waits for it' } },
      handler: async ({ actor, body }) => {
        if (actor.kind !== 'person') throw notFound('host')
        const asked = await askedHosts(database.kysely)
        if (!asked.some((one) => one.organisationId === body.organisationId && one.host === body.host)) throw notFound('host')
        await database.kysely.transaction().execute(async (tx) => {
          await confirmHost(tx, { ...body, personId: actor.personId })
          await takeAskedHost(tx, body, vault)
          await tellOfHost({ queries: tx, ownerTags }, body, 'hostConfirmed')
        })
        return { status: 204 }
      },
    }),
    route({
      ...common,
      method: 'DELETE',
      operation: 'withdrawHost',
      summary:
        'Take back that a host belongs to an organisation: nothing more is sent there, and its subscriptions wait to be confirmed again',
      body: hostSchema,
      answers: { 204: { description: 'Taken back' }, 404: { description: 'It was not confirmed' } },
      handler: async ({ body }) => {
        const isTaken = await database.kysely.transaction().execute(async (tx) => {
          if (!(await withdrawHost(tx, body))) return false
          await tellOfHost({ queries: tx, ownerTags }, body, 'hostWithdrawn')
          return true
        })
        if (!isTaken) throw notFound('host')
        return { status: 204 }
      },
    }),
  ]
}
