import Type from 'typebox'
import type { Database, InTransaction } from '#database/database.ts'
import { hybridAgeFile } from '#envelope/filing-schema.ts'
import { longestEnvelope } from '#envelope/key-envelope.ts'
import { notFound, Problem } from '#http/problem.ts'
import { newestKeys } from '#identity/key-store.ts'
import { route, type ActorRoute } from '#identity/route.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { standingTo } from '#incident/standing.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { appendCaseEntry } from '#receipt/append-entry.ts'
import { logInstant } from '#receipt/log-instant.ts'
import { putAddedEnvelope } from '#report/added-envelope-store.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { findFiledReport, findReport, reportsOfIncident } from '#report/report-store.ts'
import type { FiledReport } from '#report/report.ts'
import type { Clock } from '#runtime/clock.ts'
import { recoveryFingerprint } from './recovery-key.ts'

/** What the routes of a recovery work with. */
export type RecoveryRouteParts = {
  readonly database: Database
  readonly ownerTags: OwnerTags
  readonly vault: FilingVault
  readonly clock: Clock
  readonly recoveryOrganisationId: string
}

const plain = '[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]'
const ceremonySchema = {
  purpose: Type.String({
    pattern: `^(?=\\s*\\S)${plain}+$`,
    maxLength: 400,
    description: 'Why the recovery key is used; the operator reads it',
  }),
  holders: Type.Integer({ minimum: 2, maximum: 16, description: 'How many holders bring their shares together' }),
}

type Ceremony = { readonly purpose: string; readonly holders: number }

/** Returns the routes by which an authority hands ciphertext to the holders of the recovery key, and takes back what they made of it. */
export function recoveryRoutes(parts: RecoveryRouteParts): readonly ActorRoute[] {
  return [exportRoute(parts), returnRoute(parts)]
}

function exportRoute(parts: RecoveryRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/incidents/{id}/recoveries',
    operation: 'exportForRecovery',
    summary: 'Logs that the reports of an incident go to the holders of the national recovery key, then gives their ciphertext',
    tag: 'recovery',
    permission: 'recovery.use',
    params: Type.Object({ id: uuidSchema }),
    body: Type.Object(ceremonySchema, { additionalProperties: false }),
    perMinute: 120,
    answers: { 201: { description: 'Logged; the filings as they were signed' }, 404: { description: 'No such incident, or not yours' } },
    handler: async ({ actor, params, body }) => {
      refuseHalfCharacters(body.purpose)
      const wish = { actor, action: 'recovery.use', incidentId: params.id, what: 'incident' } as const
      const standing = await standingTo(wish, parts)
      const own = await newestKey(standing.actor.organisationId, parts)
      const recovery = await newestKey(parts.recoveryOrganisationId, parts)
      const reports = await reportsOfIncident(parts.database.kysely, params.id)
      await parts.database.kysely.transaction().execute(async (tx) => {
        for (const report of reports) await logRecovery(tx, report, { ...body, recipient: recovery.recipient, at: parts.clock.now() })
      })
      const stored = await Promise.all(reports.map(({ reportId }) => findReport(parts.database.kysely, reportId, parts.vault)))
      const filings = stored.flatMap((one) => (one === null ? [] : [JSON.parse(one.filing) as unknown]))
      const authority = { organisationId: standing.actor.organisationId, keyId: own.keyId, recipient: own.recipient }
      return { status: 201, body: { authority, filings } }
    },
  })
}

function returnRoute(parts: RecoveryRouteParts): ActorRoute {
  return route({
    method: 'POST',
    path: '/api/v1/reports/{id}/envelopes',
    operation: 'returnFromRecovery',
    summary: "Adds the authorities' half of a report's key, enveloped to the own authority's newest key in a recovery, and logs it",
    tag: 'recovery',
    permission: 'recovery.use',
    params: Type.Object({ id: uuidSchema }),
    body: Type.Object(
      { ...ceremonySchema, keyId: uuidSchema, envelope: Type.String({ pattern: hybridAgeFile, maxLength: longestEnvelope }) },
      { additionalProperties: false },
    ),
    answers: {
      201: { description: 'Logged and added' },
      404: { description: 'No such report, or not yours' },
      422: { description: "The key is not the own authority's newest" },
    },
    handler: async ({ actor, params, body }) => {
      refuseHalfCharacters(body.purpose)
      const report = await findFiledReport(parts.database.kysely, params.id)
      if (report === null) throw notFound('report')
      const wish = { actor, action: 'recovery.use', incidentId: report.incidentId, what: 'report' } as const
      const standing = await standingTo(wish, parts)
      const own = await newestKey(standing.actor.organisationId, parts)
      if (own.keyId !== body.keyId)
        throw new Problem(422, 'RECIPIENT_UNKNOWN', 'The envelope is not for the newest key of the own authority: export and rewrap again')
      const at = parts.clock.now()
      await parts.database.kysely.transaction().execute(async (tx) => {
        await logRecovery(tx, report, { purpose: body.purpose, holders: body.holders, recipient: own.recipient, at })
        await putAddedEnvelope(tx, params.id, { keyId: body.keyId, envelope: body.envelope, at: at.toString() })
      })
      return { status: 201, body: { reportId: params.id, keyId: body.keyId } }
    },
  })
}

async function logRecovery(
  tx: InTransaction,
  report: FiledReport,
  ceremony: Ceremony & { readonly recipient: string; readonly at: Temporal.Instant },
): Promise<void> {
  const { purpose, holders, recipient, at } = ceremony
  const { incidentId, reportId } = report
  const entry = { case: incidentId, report: reportId, holders, purpose: purpose.trim(), recipient: recoveryFingerprint(recipient) }
  await appendCaseEntry(tx, { kind: 'recovery', at: logInstant(at), ...entry })
}

async function newestKey(organisationId: string, parts: RecoveryRouteParts) {
  const [key] = await newestKeys(parts.database.kysely, [organisationId])
  if (key === undefined) throw new Problem(409, 'KEY_MISSING', 'The authority or national recovery has no key in the directory')
  return key
}

/** Half of a surrogate pair is no text: it could not be logged. */
function refuseHalfCharacters(purpose: string): void {
  if (!purpose.isWellFormed()) throw new Problem(422, 'INPUT_INVALID', 'The purpose is no text: /body/purpose')
}
