import Type from 'typebox'
import { findAuthority } from '#authority/authority-store.ts'
import type { Database, InTransaction } from '#database/database.ts'
import { Problem } from '#http/problem.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { findIncident } from '#incident/incident-store.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { appendAcknowledgement } from '#receipt/append-acknowledgement.ts'
import type { Clock } from '#runtime/clock.ts'
import type { ObligationStage } from './obligation.ts'
import { obligationsOf, writeObligations } from './obligation-store.ts'

/** What the routes about an authority's own acts work with. */
export type ActRouteParts = { readonly database: Database; readonly ownerTags: OwnerTags; readonly clock: Clock }

const actSchema = Type.Object(
  { law: Type.String({ minLength: 1, maxLength: 100 }), stage: Type.String({ minLength: 1, maxLength: 50 }) },
  { additionalProperties: false },
)

/**
 * Returns the routes by which an officer says that the own authority has done what it owes: acknowledged, answered, forwarded; and that it has a
 * report, owed or not. Acknowledgements are entries of the case.
 */
export function actRoutes(parts: ActRouteParts): readonly ActorRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/incidents/{id}/acts',
      operation: 'recordAct',
      summary: 'Records an act that the own authority owes for a report: acknowledgement, response or forwarding; the operator sees it',
      tag: 'obligations',
      permission: 'obligation.act',
      params: Type.Object({ id: uuidSchema }),
      body: actSchema,
      answers: {
        200: { description: 'Recorded; the same act again keeps its first instant' },
        404: { description: 'No such incident, or the own authority owes no such act' },
      },
      handler: async ({ actor, params, body }) => {
        const standing = await standingTo({ actor, action: 'obligation.act', incidentId: params.id, what: 'incident' }, parts)
        const act = { ...body, incidentId: params.id, party: standing.actor.organisationId, at: parts.clock.now().toString() }
        return { body: { ...body, metAt: await recordAct(parts.database, act) } }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/incidents/{id}/acknowledgements',
      operation: 'acknowledgeReport',
      summary: 'Confirms to the operator that the own authority has the latest report; logged once for each report',
      tag: 'obligations',
      permission: 'obligation.act',
      params: Type.Object({ id: uuidSchema }),
      answers: {
        200: { description: 'Logged; what of it was owed counts as done' },
        404: { description: 'No such incident, or not yours' },
        409: { description: 'The reports of this incident were filed before there was a log' },
      },
      handler: async ({ actor, params }) => {
        const standing = await standingTo({ actor, action: 'obligation.act', incidentId: params.id, what: 'incident' }, parts)
        const by = { incidentId: params.id, party: standing.actor.organisationId, at: parts.clock.now() }
        return { body: await acknowledge(parts.database, by) }
      },
    }),
  ]
}

type Act = { readonly incidentId: string; readonly law: string; readonly stage: string; readonly party: string; readonly at: string }

/** Rulebooks name the acts by which an authority confirms that it has a report `acknowledgement`, with the stage behind where there are several. */
function isAcknowledgement(stage: string): boolean {
  return /^acknowledgement(-|$)/.test(stage)
}

type Acknowledgement = { readonly incidentId: string; readonly party: string; readonly at: Temporal.Instant }

async function logAcknowledgement(tx: InTransaction, { incidentId, party, at }: Acknowledgement) {
  const authority = (await findAuthority(tx, party))?.code ?? party
  return appendAcknowledgement(tx, { caseId: incidentId, authority, at })
}

/** Logs an acknowledgement and takes as done what the authority owed by it. */
function acknowledge(database: Database, by: Acknowledgement): Promise<{ readonly reportId: string; readonly entrySeq: number }> {
  return database.kysely.transaction().execute(async (tx) => {
    await findIncident(tx, by.incidentId, true)
    const logged = await logAcknowledgement(tx, by)
    if (logged === null) throw new Problem(409, 'CASE_NOT_LOGGED', 'The reports of this incident were filed before there was a log')
    const owed = (await obligationsOf(tx, [by.incidentId])).filter(({ party }) => party === by.party)
    const done = owed.map((one) => ({
      ...one,
      stages: one.stages
        .filter(({ stage, metAt }) => metAt === null && isAcknowledgement(stage))
        .map((stage): ObligationStage => ({ ...stage, metAt: by.at.toString(), metBy: 'act' })),
    }))
    await writeObligations(
      tx,
      done.filter(({ stages }) => stages.length > 0),
    )
    return logged
  })
}

/** Returns when the act was first done. */
function recordAct(database: Database, { incidentId, law, stage, party, at }: Act): Promise<string> {
  return database.kysely.transaction().execute(async (tx) => {
    await findIncident(tx, incidentId, true)
    const obligations = await obligationsOf(tx, [incidentId])
    const obligation = obligations.find((one) => one.law === law && one.party === party)
    const owed = obligation?.stages.findLast((one) => one.stage === stage)
    if (obligation === undefined || owed === undefined) {
      throw new Problem(404, 'ACT_NOT_OWED', `Your authority owes no act "${stage}" under "${law}" for this incident`)
    }
    if (owed.metAt !== null) return owed.metAt
    const done: ObligationStage = { ...owed, metAt: at, metBy: 'act' }
    await writeObligations(tx, [{ ...obligation, stages: [done] }])
    if (isAcknowledgement(stage)) await logAcknowledgement(tx, { incidentId, party, at: Temporal.Instant.from(at) })
    return at
  })
}
