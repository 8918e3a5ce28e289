import { randomUUID } from 'node:crypto'
import type { Queries } from '#database/database.ts'
import { insertNotice } from '#delivery/notice-store.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { pagePath } from '#ui/page-path.ts'
import { subscriptionNotices } from './subscription-notice-text.ts'
import { isAskedHost, nameOfOrganisation, registrarOrganisations } from './subscription-store.ts'

/** What tells people of hosts that wait. */
export type HostTelling = { readonly queries: Queries; readonly ownerTags: OwnerTags }

/** A host to which an organisation wants warnings sent. */
export type WantedHost = { readonly organisationId: string; readonly host: string }

/** Tells the registrars, inside Noroshi, that an organisation wants a host confirmed; once, however many of its subscriptions wait for it. To be called before they do. */
export async function tellRegistrars({ queries, ownerTags }: HostTelling, wanted: WantedHost): Promise<void> {
  if (await isAskedHost(queries, wanted)) return
  const body = subscriptionNotices.hostAsked(await nameOfOrganisation(queries, wanted.organisationId), wanted.host)
  for (const organisationId of await registrarOrganisations(queries))
    await insertNotice(queries, { id: randomUUID(), recipient: ownerTags.tagOf(organisationId), body, path: pagePath('webhookHosts') })
}

/** Tells an organisation what the registrar did with one of its hosts. */
export async function tellOfHost(
  { queries, ownerTags }: HostTelling,
  { organisationId, host }: WantedHost,
  done: 'hostConfirmed' | 'hostWithdrawn',
): Promise<void> {
  const body = subscriptionNotices[done](host)
  await insertNotice(queries, { id: randomUUID(), recipient: ownerTags.tagOf(organisationId), body, path: pagePath('subscriptions') })
}
