import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    opening: {
      id: string
      report_id: string
      incident_id: string
      authority_id: string
      person_id: string
      purpose: string
      nonce: string
      opened_at: string
      entry_seq: number | null
      reveal_at: string | null
      sealed_opening_id: string | null
    }
  }
}

/** One logged opening. */
export type Opening = {
  readonly id: string
  readonly reportId: string
  readonly incidentId: string
  readonly authorityId: string
  readonly personId: string
  readonly purpose: string
  readonly nonce: string
  readonly openedAt: string
  readonly sealedOpeningId: string | null
  /** From when the operator is told; null where it is told at once. */
  readonly revealAt: string | null
}

/** An opening as the operator and the authority see it: the officer by pseudonym. */
export type ShownOpening = {
  readonly id: string
  readonly reportId: string
  readonly openedAt: string
  /** Number of the entry in its case; null for one from before openings were logged. */
  readonly entrySeq: number | null
  /** Set where the operator is, or was, told later than at once. */
  readonly revealAt: string | null
  readonly purpose: string
  readonly authority: { readonly id: string; readonly name: { readonly ja: string; readonly en: string } }
  readonly officer: { readonly pseudonym: string }
}

/** Adds an opening and returns true, or false if its nonce was used before. */
export async function insertOpening(queries: Queries, opening: Opening): Promise<boolean> {
  const added = await queries
    .insertInto('opening')
    .values({
      id: opening.id,
      report_id: opening.reportId,
      incident_id: opening.incidentId,
      authority_id: opening.authorityId,
      person_id: opening.personId,
      purpose: opening.purpose,
      nonce: opening.nonce,
      opened_at: opening.openedAt,
      entry_seq: null,
      reveal_at: opening.revealAt,
      sealed_opening_id: opening.sealedOpeningId,
    })
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .returning('id')
    .execute()
  return added.length === 1
}

/** Writes which entry of its case tells of an opening. */
export async function setEntryOfOpening(queries: Queries, id: string, seq: number): Promise<void> {
  await queries.updateTable('opening').set({ entry_seq: seq }).where('id', '=', id).execute()
}

/** Tells whether this person has opened this report; with `isTold`, in a way that its operator was told of at once. */
export async function hasOpened(
  queries: Queries,
  reportId: string,
  { personId, isTold = false }: { readonly personId: string; readonly isTold?: boolean },
): Promise<boolean> {
  const found = await queries
    .selectFrom('opening')
    .select('id')
    .where('report_id', '=', reportId)
    .where('person_id', '=', personId)
    .$if(isTold, (query) => query.where('reveal_at', 'is', null))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Whose view of the openings of an incident is wanted: its operator's at an instant, which is not told of all yet, or that of one authority. */
export type OpeningView = { readonly toldAt: string } | { readonly authorityId: string }

/** Returns how many openings of an incident its operator is not told of yet. */
export async function countWithheld(queries: Queries, incidentId: string, now: string): Promise<number> {
  const row = await queries
    .selectFrom('opening')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('incident_id', '=', incidentId)
    .where('reveal_at', '>', now)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Returns the openings of an incident that belong to a view, first to last. */
export async function openingsOfIncident(queries: Queries, incidentId: string, view: OpeningView): Promise<readonly ShownOpening[]> {
  const rows = await queries
    .selectFrom('opening')
    .innerJoin('organisation', 'organisation.id', 'opening.authority_id')
    .innerJoin('person', 'person.id', 'opening.person_id')
    .select([
      'opening.id',
      'opening.report_id',
      'opening.opened_at',
      'opening.entry_seq',
      'opening.reveal_at',
      'opening.purpose',
      'opening.authority_id',
      'organisation.name_ja',
      'organisation.name_en',
      'person.pseudonym',
    ])
    .where('opening.incident_id', '=', incidentId)
    .where((where) =>
      'authorityId' in view
        ? where('opening.authority_id', '=', view.authorityId)
        : where.or([where('opening.reveal_at', 'is', null), where('opening.reveal_at', '<=', view.toldAt)]),
    )
    .orderBy('opening.opened_at')
    .orderBy('opening.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    reportId: row.report_id,
    openedAt: row.opened_at,
    entrySeq: row.entry_seq,
    revealAt: row.reveal_at,
    purpose: row.purpose,
    authority: { id: row.authority_id, name: { ja: row.name_ja, en: row.name_en } },
    officer: { pseudonym: row.pseudonym },
  }))
}
