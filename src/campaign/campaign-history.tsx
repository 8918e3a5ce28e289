import { useState, type ReactNode } from 'react'
import { shortNumber } from '#opening/incident-name.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { Pager } from '#ui/pager.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { campaignText } from './campaign-page-text.ts'
import { historyColumns } from './history-columns.tsx'
import type { Link, ShownLinkAct } from './link.ts'
import { linksText } from './link-page-text.ts'

const rowsAtOnce = 50

type Decision = ShownLinkAct & { readonly link: Link }

/** What officers of the own authority decided about the links of a campaign, the latest first. */
export function CampaignHistory({ links }: { links: readonly Link[] }): ReactNode {
  const t = useText(campaignText)
  const words = useText(linksText)
  const language = useLanguage()
  const [first, setFirst] = useState(0)
  const decisions = links
    .flatMap((link) => link.acts.map((act): Decision => ({ ...act, link })))
    .toSorted((left, right) => Temporal.Instant.compare(Temporal.Instant.from(right.at), Temporal.Instant.from(left.at)))
  return (
    <section aria-labelledby="history">
      <Heading level={2} id="history">
        {t('history')}
      </Heading>
      <Table
        caption={t('history')}
        isCaptionHidden
        columns={columnsOf({ t, words }, language)}
        rows={decisions.slice(first, first + rowsAtOnce)}
        rowKey={({ at, link }) => `${at} ${link.id}`}
        empty={t('noHistory')}
      />
      <Pager name={t('history')} first={first} pageSize={rowsAtOnce} total={decisions.length} onChange={setFirst} />
    </section>
  )
}

type Words = { readonly t: Translate<typeof campaignText>; readonly words: Translate<typeof linksText> }

function columnsOf({ t, words }: Words, language: PageLanguage): readonly Column<Decision>[] {
  return [
    ...historyColumns(words, language),
    {
      id: 'incident',
      header: t('incident'),
      cell: ({ link }) => <span className="font-mono">{shortNumber({ id: link.incidentId })}</span>,
    },
  ]
}
