import type { Database, InTransaction } from '#database/database.ts'
import type { Clearance } from '#identity/actor.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { contradicted, sightingKinds, type SightingKind } from './sighting.ts'
import {
  addAnswers,
  answererOf,
  answersUnder,
  findIndicators,
  findWarnings,
  indicatorsOf,
  lockAnswers,
  removeAnswers,
  type Pseudonymous,
  type Subject,
  type SubjectReader,
} from './sighting-store.ts'

/** What answers are taken with. */
export type SightingParts = {
  readonly database: Database
  readonly clock: Clock
  readonly ownerTags: OwnerTags
  readonly pseudonyms: Pseudonyms
}

/** Who answers; it is asked for its pseudonyms alone and kept nowhere. */
export type Answerer = { readonly organisationId: string; readonly clearance: Clearance }

/** An answer to indicators, or to whole warnings and with them to every indicator of theirs. */
export type Answer = {
  readonly kind: SightingKind
  /** Ids of shared indicators and of warnings. */
  readonly subjectIds: readonly string[]
  /** True takes the answer back. */
  readonly isWithdrawn?: boolean
}

/** What became of an answer. */
export type Recorded = {
  /** Ids of the subjects that it was taken for. */
  readonly taken: readonly string[]
  /** Ids of what is not there, not for this reader, taken back or over. */
  readonly refused: readonly string[]
}

/**
 * Keeps the answer of an organisation under pseudonyms that tell nothing of it. Whatever it says twice counts once; "false positive" takes the place of
 * "seen" and "blocked" of the same organisation, and the other way round.
 */
export async function recordSighting(parts: SightingParts, answerer: Answerer, answer: Answer): Promise<Recorded> {
  const reader = { clearance: answerer.clearance, today: today(parts.clock) }
  const { kysely } = parts.database
  const asked = [...new Set(answer.subjectIds)]
  const found = [...(await findIndicators(kysely, asked, reader)), ...(await findWarnings(kysely, asked, reader))]
  const open = found.filter((one) => one.isLive || answer.isWithdrawn === true)
  const taken = new Set(open.map((one) => one.id))
  if (open.length > 0) await keep(parts, { reader, answer, subjects: open, organisationId: answerer.organisationId })
  return { taken: asked.filter((id) => taken.has(id)), refused: asked.filter((id) => !taken.has(id)) }
}

/** Returns what an organisation has answered to a warning and its indicators. */
export async function ownAnswers(
  parts: SightingParts,
  answerer: Answerer,
  warningId: string,
): Promise<readonly { readonly subjectId: string; readonly kind: SightingKind }[]> {
  const { kysely } = parts.database
  const tag = parts.ownerTags.tagOf(await answererOf(kysely, answerer.organisationId))
  const indicators = await indicatorsOf(kysely, [warningId], { clearance: answerer.clearance, today: today(parts.clock) })
  return answersUnder(
    kysely,
    named([warningId, ...indicators.map((one) => one.id)], (id) => parts.pseudonyms.of(tag, id)),
  )
}

type Kept = {
  readonly reader: SubjectReader
  readonly answer: Answer
  readonly subjects: readonly Subject[]
  readonly organisationId: string
}
type NameOf = (subjectId: string) => Buffer

async function keep(parts: SightingParts, { reader, answer, subjects, organisationId }: Kept): Promise<void> {
  const warnings = Map.groupBy(subjects, (one) => one.warningId)
  await parts.database.kysely.transaction().execute(async (tx) => {
    const tag = parts.ownerTags.tagOf(await answererOf(tx, organisationId))
    const nameOf: NameOf = (id) => parts.pseudonyms.of(tag, id)
    // Always in the same order, so that two requests of one organisation never wait for each other in a circle.
    for (const warningId of [...warnings.keys()].toSorted()) {
      await lockAnswers(tx, nameOf(warningId))
      const all = await indicatorsOf(tx, [warningId], reader)
      await keepForWarning(tx, { answer, warningId, all, asked: warnings.get(warningId) ?? [], nameOf, day: reader.today })
    }
  })
}

async function keepForWarning(
  tx: InTransaction,
  how: {
    readonly answer: Answer
    readonly warningId: string
    readonly all: readonly Subject[]
    readonly asked: readonly Subject[]
    readonly nameOf: NameOf
    readonly day: string
  },
): Promise<void> {
  const { answer, warningId, all, asked, nameOf, day } = how
  const isWhole = asked.some((one) => one.id === warningId)
  const open = isWhole ? all.filter((one) => one.isLive || answer.isWithdrawn === true) : asked
  const indicators = named(
    open.map((one) => one.id),
    nameOf,
  )
  const whole = named([warningId], nameOf)
  const gone = await removeAnswers(tx, indicators, answer.isWithdrawn === true ? [answer.kind] : contradicted(answer.kind))
  if (answer.isWithdrawn !== true) await addAnswers(tx, [...indicators, ...whole], { kind: answer.kind, day })
  if (all.length === 0) await removeAnswers(tx, whole, answer.isWithdrawn === true ? [answer.kind] : contradicted(answer.kind))
  else if (gone.size > 0)
    await settleWhole(tx, {
      whole,
      indicators: named(
        all.map((one) => one.id),
        nameOf,
      ),
    })
}

/** Under a warning stands what stands under any of its indicators: that is how organisations are counted whose pseudonyms have nothing in common. */
async function settleWhole(
  tx: InTransaction,
  { whole, indicators }: { readonly whole: readonly Pseudonymous[]; readonly indicators: readonly Pseudonymous[] },
): Promise<void> {
  const standing = new Set((await answersUnder(tx, indicators)).map(({ kind }) => kind))
  await removeAnswers(
    tx,
    whole,
    sightingKinds.filter((kind) => !standing.has(kind)),
  )
}

function named(ids: readonly string[], nameOf: NameOf): readonly Pseudonymous[] {
  return ids.map((subjectId) => ({ subjectId, pseudonym: nameOf(subjectId) }))
}

function today(clock: Clock): string {
  return clock.now().toString().slice(0, 10)
}
