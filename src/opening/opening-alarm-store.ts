import { randomUUID } from 'node:crypto'
import type { Queries } from '#database/database.ts'
import type { AlarmKind, OpeningAlarm } from './opening-alarm.ts'

declare module '#database/tables.ts' {
  interface Tables {
    opening_alarm: { id: string; opening_id: string; kind: AlarmKind; raised_at: string; seen_at: string | null }
  }
}

/** Writes why an opening is out of the ordinary. */
export async function insertAlarms(queries: Queries, openingId: string, kinds: readonly AlarmKind[], at: string): Promise<void> {
  if (kinds.length === 0) return
  await queries
    .insertInto('opening_alarm')
    .values(kinds.map((kind) => ({ id: randomUUID(), opening_id: openingId, kind, raised_at: at, seen_at: null })))
    .execute()
}

/** Returns the newest alarms about officers of an authority, at most two hundred. */
export async function alarmsOfAuthority(queries: Queries, authorityId: string): Promise<readonly OpeningAlarm[]> {
  const rows = await queries
    .selectFrom('opening_alarm')
    .innerJoin('opening', 'opening.id', 'opening_alarm.opening_id')
    .innerJoin('person', 'person.id', 'opening.person_id')
    .select([
      'opening_alarm.id',
      'opening_alarm.kind',
      'opening_alarm.raised_at',
      'opening_alarm.seen_at',
      'opening.purpose',
      'opening.incident_id',
      'opening.report_id',
      'person.id as person_id',
      'person.pseudonym',
      'person.name_ja',
      'person.name_en',
    ])
    .where('opening.authority_id', '=', authorityId)
    .orderBy('opening_alarm.raised_at', 'desc')
    .orderBy('opening_alarm.id')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    raisedAt: row.raised_at,
    seenAt: row.seen_at,
    purpose: row.purpose,
    incidentId: row.incident_id,
    reportId: row.report_id,
    officer: { id: row.person_id, pseudonym: row.pseudonym, name: { ja: row.name_ja, en: row.name_en } },
  }))
}

/** Writes that the administrators of an authority have seen its alarms up to `at`. */
export async function markAlarmsSeen(queries: Queries, authorityId: string, at: string): Promise<void> {
  await queries
    .updateTable('opening_alarm')
    .set({ seen_at: at })
    .where('seen_at', 'is', null)
    .where('raised_at', '<=', at)
    .where('opening_id', 'in', queries.selectFrom('opening').select('id').where('authority_id', '=', authorityId))
    .execute()
}
