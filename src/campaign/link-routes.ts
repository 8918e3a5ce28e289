import Type from 'typebox'
import type { Database } from '#database/database.ts'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import type { Clock } from '#runtime/clock.ts'
import { decideLink } from './decide-link.ts'
import { linksOfIncident } from './link-store.ts'
import { cutReasons } from './link.ts'
import { incidentsWithNewLinks } from './new-link-store.ts'
import { listCampaigns, showCampaign, type WarnedBy } from './read-campaigns.ts'
import { showLinks } from './read-links.ts'
import type { TraitKeys } from './trait-keys.ts'

/** What the routes of links and campaigns work with. */
export type LinkRouteParts = {
  readonly database: Database
  readonly clock: Clock
  readonly ownerTags: OwnerTags
  readonly vault: FilingVault
  readonly keys: TraitKeys
  readonly warnedBy: WarnedBy
  /** Returns a fresh random UUID, version 4. */
  readonly newId: () => string
}

const params = Type.Object({ id: uuidSchema })
const absent = { description: 'No such link between incidents of the own authority and others' }

/** Returns the routes by which officers see what their incidents have in common with others, decide about it, and see campaigns. */
export function linkRoutes(parts: LinkRouteParts): readonly ActorRoute[] {
  return [linksRoute(parts), newLinksRoute(parts), confirmRoute(parts), cutRoute(parts), campaignsRoute(parts), campaignRoute(parts)]
}

function linksRoute(parts: LinkRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/incidents/{id}/links',
    operation: 'listLinks',
    summary:
      'What an incident has in common with others, with the reasons, the heaviest first; of incidents elsewhere nothing but what they share',
    tag: 'campaigns',
    permission: 'link.read',
    params,
    answers: { 200: { description: 'At most two hundred links' }, 404: { description: 'No such incident, or not yours to see' } },
    handler: async ({ actor, params: { id } }) => {
      const { incident, actor: person } = await standingTo({ actor, action: 'link.read', incidentId: id, what: 'incident' }, parts)
      const queries = parts.database.kysely
      const stored = await linksOfIncident(queries, incident.id)
      return { body: { links: await showLinks(stored, { authorityId: person.organisationId, from: incident.id }, { ...parts, queries }) } }
    },
  })
}

function newLinksRoute({ database }: LinkRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/new-links',
    operation: 'listNewLinks',
    summary:
      'Incidents of the own authority with links that wait for a decision, those whose links changed last first, and how many each has',
    tag: 'campaigns',
    permission: 'link.read',
    answers: { 200: { description: 'At most a thousand incidents' } },
    handler: async ({ actor }) => {
      if (actor.kind !== 'person') throw notFound('link')
      return { body: { incidents: await incidentsWithNewLinks(database.kysely, actor.organisationId) } }
    },
  })
}

function confirmRoute(parts: LinkRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/links/{id}/confirm',
    operation: 'confirmLink',
    summary: 'Confirms a link for the own authority: its incidents belong to one campaign from then on',
    tag: 'campaigns',
    permission: 'link.decide',
    params,
    body: Type.Object({}, { additionalProperties: false }),
    answers: { 204: { description: 'Confirmed' }, 404: absent },
    handler: async ({ actor, params: { id } }) => {
      await decideLink(actor, { linkId: id, act: 'confirm', reason: null }, parts)
      return { status: 204 }
    },
  })
}

function cutRoute(parts: LinkRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/links/{id}/cut',
    operation: 'cutLink',
    summary: 'Cuts a link for the own authority; it comes back only where new evidence makes it heavier by five bits',
    tag: 'campaigns',
    permission: 'link.decide',
    params,
    body: Type.Object({ reason: Type.Enum([...cutReasons]) }, { additionalProperties: false }),
    answers: { 204: { description: 'Cut' }, 404: absent },
    handler: async ({ actor, params: { id }, body }) => {
      await decideLink(actor, { linkId: id, act: 'cut', reason: body.reason }, parts)
      return { status: 204 }
    },
  })
}

function campaignsRoute(parts: LinkRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/campaigns',
    operation: 'listCampaigns',
    summary: 'Campaigns of the own authority: incidents that links hold together which its officers confirmed',
    tag: 'campaigns',
    permission: 'link.read',
    answers: { 200: { description: 'All of them, the one with the latest report first' } },
    handler: async ({ actor }) => {
      if (actor.kind !== 'person') throw notFound('campaign')
      return { body: { campaigns: await listCampaigns(actor.organisationId, { ...parts, queries: parts.database.kysely }) } }
    },
  })
}

function campaignRoute(parts: LinkRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/campaigns/{id}',
    operation: 'readCampaign',
    summary:
      'One campaign with its own incidents, its links and what its incidents share; the id of one that became a part of another leads to that',
    tag: 'campaigns',
    permission: 'link.read',
    params,
    answers: { 200: { description: 'The campaign' }, 404: { description: 'No such campaign in the own authority' } },
    handler: async ({ actor, params: { id } }) => {
      const shown =
        actor.kind === 'person' ? await showCampaign(id, actor.organisationId, { ...parts, queries: parts.database.kysely }) : null
      if (shown === null) throw notFound('campaign')
      return { body: shown }
    },
  })
}
