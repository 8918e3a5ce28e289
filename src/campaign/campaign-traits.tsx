import { useMemo, useState, type ReactNode } from 'react'
import { shortNumber } from '#opening/incident-name.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Pager } from '#ui/pager.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import type { CampaignTrait } from './campaign.ts'
import { campaignsText, campaignText } from './campaign-page-text.ts'
import { traitKinds } from './trait.ts'
import { TraitValue } from './trait-value.tsx'
import { traitName } from './trait-words.ts'

const rowsAtOnce = 50
const incidentsShown = 10

/** Which incidents of a campaign hold which values, as a table: one row for each value. */
export function CampaignTraits({ traits }: { traits: readonly CampaignTrait[] }): ReactNode {
  const t = useText(campaignText)
  const list = useText(campaignsText)
  const language = useLanguage()
  const [first, setFirst] = useState(0)
  const sorted = useMemo(() => traits.toSorted(byWeight), [traits])
  return (
    <section aria-labelledby="traits">
      <Heading level={2} id="traits">
        {t('traits')}
      </Heading>
      <p>{t('traitsLead')}</p>
      <Table
        caption={t('traits')}
        isCaptionHidden
        columns={columnsOf({ t, list }, language)}
        rows={sorted.slice(first, first + rowsAtOnce)}
        rowKey={({ kind, type, value }) => `${kind} ${type ?? ''} ${value}`}
        empty={t('noTraits')}
      />
      <Pager name={t('traits')} first={first} pageSize={rowsAtOnce} total={traits.length} onChange={setFirst} />
    </section>
  )
}

/** Common values last, then by how many hold them, then by what they are: what was seen before how it was done. */
function byWeight(left: CampaignTrait, right: CampaignTrait): number {
  return (
    Number(left.common) - Number(right.common) ||
    right.holders - left.holders ||
    traitKinds.indexOf(left.kind) - traitKinds.indexOf(right.kind) ||
    (left.value < right.value ? -1 : 1)
  )
}

type Words = { readonly t: Translate<typeof campaignText>; readonly list: Translate<typeof campaignsText> }

function columnsOf({ t, list }: Words, { pick }: PageLanguage): readonly Column<CampaignTrait>[] {
  return [
    { id: 'kind', header: t('kind'), isShort: true, cell: (trait) => pick(traitName(trait)) },
    {
      id: 'value',
      header: t('value'),
      isRowHeader: true,
      cell: (trait) => (
        <>
          <TraitValue trait={trait} />
          {trait.common && <span className="block text-solid-gray-700">{t('common')}</span>}
        </>
      ),
    },
    { id: 'holders', header: t('holders'), cell: ({ holders }) => list('count', { count: holders }) },
    { id: 'heldBy', header: t('heldBy'), cell: ({ heldBy }) => <Holders incidentIds={heldBy} /> },
    {
      id: 'elsewhere',
      header: t('heldElsewhere'),
      isShort: true,
      cell: ({ holders, heldBy }) => list('count', { count: holders - heldBy.length }),
    },
  ]
}

function Holders({ incidentIds }: { incidentIds: readonly string[] }): ReactNode {
  const list = useText(campaignsText)
  if (incidentIds.length > incidentsShown) return list('count', { count: incidentIds.length })
  return (
    <ul className="flex flex-wrap gap-x-4">
      {incidentIds.map((incidentId) => (
        <li key={incidentId}>
          <TextLink href={pagePath('receivedIncident', { incidentId })}>
            <span className="font-mono">{shortNumber({ id: incidentId })}</span>
          </TextLink>
        </li>
      ))}
    </ul>
  )
}
