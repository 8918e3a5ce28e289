import type { LocalText } from '#base/language.ts'
import { coreField } from '#rulebook/core-field.ts'
import type { Archive } from './archive-store.ts'
import { isKept, kindOf, operatorOf, type KeptReport } from './archived-report.ts'
import { pageText } from './gateway-text.ts'
import { attachmentField, textsOf } from './report-texts.ts'
import { queryTerms } from './search-query.ts'
import type { IndexQuery, SearchIndex } from './search-index-store.ts'
import { snippetOf, type SnippetPart } from './snippet.ts'

/** What a person inside searches for. */
export type SearchWish = Omit<IndexQuery, 'terms' | 'limit'> & { readonly query: string; readonly limit?: number }

/** One report that was found. */
export type SearchHit = {
  readonly reportId: string
  readonly incidentId: string
  readonly filedAt: string
  readonly stage: string
  readonly kind: string
  readonly operator: string | null
  /** False is an alarm: the key that signed the report is not the one that the directory lists for an operator. */
  readonly isSignerListed: boolean
  /** Where the words stand, by field; at most three. */
  readonly snippets: readonly { readonly field: string; readonly label: LocalText; readonly parts: readonly SnippetPart[] }[]
}

/** The reports that fit, newest first, and how many there are in all. */
export type SearchResult = { readonly hits: readonly SearchHit[]; readonly total: number }

const pageSize = 20
const mostSnippets = 3

/** Returns what an archive holds about `wish`. */
export function searchArchive(
  wish: SearchWish,
  { archive, index }: { readonly archive: Archive; readonly index: SearchIndex },
): SearchResult {
  const { query, limit = pageSize, ...filter } = wish
  const terms = queryTerms(query)
  const { reportIds, total } = index.search({ ...filter, terms, limit })
  const hits = reportIds.flatMap((reportId) => {
    const archived = archive.find(reportId)
    return archived !== null && isKept(archived) ? [hitOf(archived, terms)] : []
  })
  return { hits, total }
}

function labelOf(field: string): LocalText {
  return field === attachmentField ? pageText.attachments : (coreField(field)?.label ?? { ja: field, en: field })
}

function hitOf(kept: KeptReport, terms: readonly string[]): SearchHit {
  const { reportId, incidentId, filedAt, stage } = kept.report
  const snippets = textsOf(kept).flatMap(({ field, text }) => {
    const parts = snippetOf(text, terms)
    return parts === null ? [] : [{ field, label: labelOf(field), parts }]
  })
  return {
    reportId,
    incidentId,
    filedAt,
    stage,
    kind: kindOf(kept),
    operator: operatorOf(kept),
    isSignerListed: kept.state.verdict === 'listed',
    snippets: snippets.slice(0, mostSnippets),
  }
}
