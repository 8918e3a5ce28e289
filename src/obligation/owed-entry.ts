import type { LocalText } from '#base/language.ts'
import { readFacts } from '#rulebook/facts.ts'
import { recipientCodes } from '#rulebook/recipient-codes.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { lawVersion } from './law-version.ts'
import type { GrantedAdjustment, Obligation } from './obligation.ts'
import type { OwedRow } from './owed-row.ts'
import { showObligations, type ShownStage } from './show-obligations.ts'

/** To whom the operator reports, and whether a report through this platform gets there. */
export type ReportingPath = {
  /** True where one of the bodies that the law names receives reports here. */
  readonly isHere: boolean
  /** The bodies in the words of the law, with the way that it names. */
  readonly recipients: readonly LocalText[]
  /** The law's own text, where a register of laws has it. */
  readonly source: { readonly name: LocalText; readonly url: string } | null
}

/** One stage that is or was owed, over all incidents. */
export type OwedEntry = ShownStage & {
  readonly incidentId: string
  readonly incidentKind: string
  /** Null for an authority, and for a duty that binds an authority. */
  readonly reporting: ReportingPath | null
}

/** A page of them, as `GET /api/v1/obligations` answers it. */
export type OwedEntries = { readonly obligations: readonly OwedEntry[]; readonly next: string | null; readonly now: string }

/** What a menu needs to know: how many stages are overdue, counted to a hundred at most, and which open one comes next. */
export type OwedSummary = { readonly overdue: number; readonly next: OwedEntry | null; readonly now: string }

/** What entries are shown with; `operator` is the reader's own, null for an authority. */
export type EntryGround = {
  readonly rulebooks: readonly Rulebook[]
  readonly now: Temporal.Instant
  readonly adjustments: readonly GrantedAdjustment[]
  /** The authorities that receive reports here. */
  readonly authorities: readonly { readonly organisationId: string; readonly code: string; readonly name: LocalText }[]
  readonly operator: { readonly sectors: readonly string[] } | null
}

/** Returns rows in words, in their order. */
export function showEntries(rows: readonly OwedRow[], ground: EntryGround): readonly OwedEntry[] {
  const parties = new Map(ground.authorities.map(({ organisationId, name }) => [organisationId, name]))
  return rows.flatMap(({ obligation, incidentKind }) =>
    showObligations([obligation], ground.adjustments, { ...ground, parties }).map((shown) => ({
      ...shown,
      incidentId: obligation.incidentId,
      incidentKind,
      reporting: reportingPath(obligation, ground),
    })),
  )
}

function reportingPath(obligation: Obligation, { operator, rulebooks, authorities }: EntryGround): ReportingPath | null {
  if (operator === null || obligation.party !== 'operator') return null
  const book = rulebooks.find(({ id }) => id === obligation.rulebook.id)
  const found = book === undefined ? null : lawVersion(book, obligation)
  if (book === undefined || found === null) return null
  const codes = recipientCodes(found, book, readFacts({ 'ent.sector': operator.sectors }))
  const source = found.data.sources.find(({ url }) => url !== null)
  return {
    isHere: authorities.some(({ code }) => codes.includes(code)),
    recipients: found.data.recipients.map(({ text }) => text),
    source: source === undefined || source.url === null ? null : { name: source.title, url: source.url },
  }
}
