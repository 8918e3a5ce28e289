import Type from 'typebox'
import { notFound } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { changeSchema, newDraftSchema, recallSchema, signatureSchema } from './draft-schema.ts'
import { listCampaignDrafts, listDrafts, showDraft, type ShowingParts } from './show-draft.ts'
import { approveDraft, submitDraft, withdrawDraft } from './sign-draft.ts'
import type { DraftingParts } from './drafting-parts.ts'
import { editDraft, startDraft, startRecall } from './write-draft.ts'

/** What the routes of drafts work with. */
export type DraftRouteParts = DraftingParts & ShowingParts

const params = Type.Object({ id: uuidSchema })
const made = Type.Object({ id: uuidSchema })
const contentBytes = 4 * 1024 * 1024
const absent = { description: 'No such draft in the own authority' }
const settled = { description: 'The draft is not in a state for this any more' }

/** Returns the routes by which officers draft, change, sign, approve and recall warnings; the release gate alone publishes. */
export function draftRoutes(parts: DraftRouteParts): readonly ActorRoute[] {
  return [
    listRoute(parts),
    campaignRoute(parts),
    startRoute(parts),
    showRoute(parts),
    editRoute(parts),
    submitRoute(parts),
    approveRoute(parts),
    returnRoute(parts),
    dropRoute(parts),
    recallRoute(parts),
  ]
}

function listRoute({ database }: DraftRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/warning-drafts',
    operation: 'listWarningDrafts',
    summary: 'Drafts of warnings of the own authority, those that changed last first',
    tag: 'warnings',
    permission: 'warning.draft',
    answers: { 200: { description: 'The newest two hundred' } },
    handler: async ({ actor }) => {
      if (actor.kind !== 'person') throw notFound('draft')
      return { body: { drafts: await listDrafts(database.kysely, actor.organisationId) } }
    },
  })
}

function campaignRoute({ database }: DraftRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/campaigns/{id}/warning-drafts',
    operation: 'listCampaignWarningDrafts',
    summary: 'Drafts of the own authority about a campaign, with what became of them, those that changed last first',
    tag: 'warnings',
    permission: 'warning.draft',
    params,
    answers: { 200: { description: 'The newest hundred; none where the campaign is not known' } },
    handler: async ({ actor, params: { id } }) => {
      if (actor.kind !== 'person') throw notFound('draft')
      return { body: { drafts: await listCampaignDrafts(database.kysely, id, actor.organisationId) } }
    },
  })
}

function startRoute(parts: DraftRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/warning-drafts',
    operation: 'startWarningDraft',
    summary:
      'Begins a draft: of a held report with what the gate proposes, of a campaign with what its incidents share, of a warning that is out to revise it, or from scratch',
    tag: 'warnings',
    permission: 'warning.draft',
    body: newDraftSchema,
    bodyBytes: contentBytes,
    answers: {
      201: { description: 'Its id', schema: made },
      404: { description: 'No such held report, campaign or warning for the own authority' },
      409: { description: 'Nothing may go out, another draft is open, or the warning was recalled' },
      422: { description: 'Something cannot go into a warning; the place is named' },
    },
    handler: async ({ actor, body }) => ({ status: 201, body: { id: await startDraft(actor, body, parts) } }),
  })
}

function showRoute(parts: DraftRouteParts): ActorRoute {
  return route({
    method: 'GET',
    path: '/api/v1/warning-drafts/{id}',
    operation: 'readWarningDraft',
    summary: 'One draft, with what the gate would find in it, who signed it, and how many approvals it takes',
    tag: 'warnings',
    permission: 'warning.draft',
    params,
    answers: { 200: { description: 'The draft' }, 404: absent },
    handler: async ({ actor, params: { id } }) => {
      const draft = actor.kind === 'person' ? await showDraft(id, actor.organisationId, parts) : null
      if (draft === null) throw notFound('draft')
      return { body: draft }
    },
  })
}

function editRoute(parts: DraftRouteParts): ActorRoute {
  return route({
    method: 'PUT',
    path: '/api/v1/warning-drafts/{id}',
    operation: 'changeWarningDraft',
    summary: 'Changes what a draft says; signatures that it had are gone with it',
    tag: 'warnings',
    permission: 'warning.draft',
    params,
    body: changeSchema,
    bodyBytes: contentBytes,
    answers: {
      204: { description: 'Changed' },
      404: absent,
      409: settled,
      422: { description: 'Something cannot go into a warning; the place is named' },
    },
    handler: async ({ actor, params: { id }, body }) => {
      await editDraft(actor, { id, ...body }, parts)
      return { status: 204 }
    },
  })
}

function submitRoute(parts: DraftRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/warning-drafts/{id}/submission',
    operation: 'submitWarningDraft',
    summary: 'Signs a draft as the one who drafted it; from then on it waits for somebody else’s approval',
    tag: 'warnings',
    permission: 'warning.draft',
    params,
    body: signatureSchema,
    answers: {
      204: { description: 'Submitted' },
      403: { description: 'Not signed by the own key over the draft as it stands' },
      404: absent,
      409: settled,
    },
    handler: async ({ actor, params: { id }, body }) => {
      await submitDraft(actor, id, body, parts)
      return { status: 204 }
    },
  })
}

function approveRoute(parts: DraftRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/warning-drafts/{id}/approvals',
    operation: 'approveWarningDraft',
    summary: 'Signs a draft as a releaser who has not drafted it; with enough of them the gate publishes it at its next tick',
    tag: 'warnings',
    permission: 'warning.approve',
    params,
    body: signatureSchema,
    answers: {
      200: { description: 'How many more approvals it takes', schema: Type.Object({ missing: Type.Integer({ minimum: 0 }) }) },
      403: { description: 'Not signed by the own key, or signed by the same person before' },
      404: absent,
      409: settled,
    },
    handler: async ({ actor, params: { id }, body }) => ({ body: { missing: await approveDraft(actor, id, body, parts) } }),
  })
}

function returnRoute(parts: DraftRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/warning-drafts/{id}/return',
    operation: 'returnWarningDraft',
    summary: 'Takes a draft back to be changed; its signatures are gone',
    tag: 'warnings',
    permission: 'warning.draft',
    params,
    answers: { 204: { description: 'It can be changed again' }, 404: absent, 409: settled },
    handler: async ({ actor, params: { id } }) => {
      await withdrawDraft(actor, id, 'draft', parts)
      return { status: 204 }
    },
  })
}

function dropRoute(parts: DraftRouteParts): ActorRoute {
  return route({
    method: 'DELETE',
    path: '/api/v1/warning-drafts/{id}',
    operation: 'dropWarningDraft',
    summary: 'Drops a draft that is not out; a held report from which it was can be drafted anew',
    tag: 'warnings',
    permission: 'warning.draft',
    params,
    answers: { 204: { description: 'Dropped' }, 404: absent, 409: settled },
    handler: async ({ actor, params: { id } }) => {
      await withdrawDraft(actor, id, 'dropped', parts)
      return { status: 204 }
    },
  })
}

function recallRoute(parts: DraftRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/warnings/{id}/recalls',
    operation: 'startWarningRecall',
    summary: 'Begins the recall of a warning, or of some of its indicators; it takes two people as a release does',
    tag: 'warnings',
    permission: 'warning.recall',
    params,
    body: recallSchema,
    bodyBytes: 1024 * 1024,
    answers: {
      201: { description: 'Id of the draft to be signed', schema: made },
      404: { description: 'No such warning' },
      409: { description: 'It was recalled before' },
      422: { description: 'It holds none of these indicators' },
    },
    handler: async ({ actor, params: { id }, body }) => ({
      status: 201,
      body: { id: await startRecall(actor, { warningId: id, ...body }, parts) },
    }),
  })
}
