import type { AnswersBody } from './answers-body.ts'
import { countsOf, lastCounting, type CountRow } from './count-store.ts'
import { disputedOf } from './act-store.ts'
import { ownAnswers, type Answerer, type SightingParts } from './record-sighting.ts'
import { nothingShown, type ShownCounts } from './sighting.ts'
import { findWarnings, indicatorsOf } from './sighting-store.ts'

/** Returns what the answers to a warning show, or null where the reader may not see the warning. */
export async function readAnswers(parts: SightingParts, reader: Answerer, warningId: string): Promise<AnswersBody | null> {
  const { kysely } = parts.database
  const seenBy = { clearance: reader.clearance, today: parts.clock.now().toString().slice(0, 10) }
  const [warning] = await findWarnings(kysely, [warningId], seenBy)
  if (warning === undefined) return null
  const indicators = await indicatorsOf(kysely, [warningId], seenBy)
  const rows = await countsOf(kysely, [warningId, ...indicators.map(({ id }) => id)])
  const shown = Map.groupBy(rows, (row) => row.subjectId)
  return {
    countedAt: await lastCounting(kysely),
    warning: shownOf(shown.get(warningId) ?? []),
    indicators: indicators.flatMap(({ id }) => (shown.has(id) ? [{ id, counts: shownOf(shown.get(id) ?? []) }] : [])),
    disputed: await disputedOf(kysely, warningId),
    own: await ownAnswers(parts, reader, warningId),
  }
}

/** Returns the rows of one subject as numbers that may be shown. */
export function shownOf(rows: readonly Pick<CountRow, 'kind' | 'shown'>[]): ShownCounts {
  return rows.reduce((counts, { kind, shown }) => ({ ...counts, [kind]: shown }), nothingShown)
}
