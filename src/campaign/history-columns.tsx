import { InstantText } from '#ui/instant-text.tsx'
import type { PageLanguage } from '#ui/language-context.ts'
import type { Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import type { ShownLinkAct } from './link.ts'
import { cutReasonNames, type linksText } from './link-page-text.ts'

/** Returns the columns that tell what was decided about links: when, by whom, what. */
export function historyColumns(t: Translate<typeof linksText>, { pick }: PageLanguage): readonly Column<ShownLinkAct>[] {
  return [
    { id: 'when', header: t('when'), isRowHeader: true, cell: ({ at }) => <InstantText at={at} isExact withUtc /> },
    { id: 'who', header: t('who'), cell: ({ by }) => pick(by) },
    {
      id: 'what',
      header: t('what'),
      cell: ({ act, reason }) => (act === 'cut' ? t('cutAct', { reason: pick(cutReasonNames[reason]) }) : t('confirmedAct')),
    },
  ]
}
