import { useQuery } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import { shortNumber } from '#opening/incident-name.ts'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import type { ShownCampaign } from './campaign.ts'
import { campaignQuery } from './campaign-client.ts'
import { CampaignHistory } from './campaign-history.tsx'
import { campaignsText, campaignText } from './campaign-page-text.ts'
import { CampaignLinks } from './campaign-links.tsx'
import { CampaignTraits } from './campaign-traits.tsx'
import { campaignPeriod } from './campaign-period.ts'

/**
 * One campaign: its incidents, what they share, the links that hold them together, and what was decided.
 *
 * @param props `Warnings` shows the warnings about it.
 */
export function CampaignPage({ Warnings }: { readonly Warnings: ComponentType<{ readonly campaignId: string }> }): ReactNode {
  const t = useText(campaignText)
  const list = useText(campaignsText)
  const { pick } = useLanguage()
  const campaign = useQuery(campaignQuery(usePagePart('campaignId')))
  const { data } = campaign
  return (
    <Page
      title={data === undefined ? t('loading') : t('title', { name: pick(data.name) })}
      back={{ href: pagePath('campaigns'), label: list('title') }}
      width="wide"
    >
      <Loaded query={campaign}>
        {(found) => (
          <>
            <Facts campaign={found} />
            <Warnings campaignId={found.id} />
            <Incidents campaign={found} />
            <CampaignTraits traits={found.traits} />
            <CampaignLinks links={found.links} />
            <CampaignHistory links={found.links} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Facts({ campaign }: { campaign: ShownCampaign }): ReactNode {
  const t = useText(campaignText)
  const list = useText(campaignsText)
  const language = useLanguage()
  const { own, elsewhere } = campaign.incidents
  return (
    <SummaryList
      rows={[
        { term: t('number'), value: <CopyableCode value={campaign.id} name={t('number')} /> },
        { term: list('own'), value: list('count', { count: own }) },
        { term: list('elsewhere'), value: list('count', { count: elsewhere }) },
        { term: list('period'), value: campaignPeriod(campaign, language.language) },
        { term: list('links'), value: list('count', { count: campaign.newLinks }) },
      ]}
    />
  )
}

function Incidents({ campaign: { members, traits } }: { campaign: ShownCampaign }): ReactNode {
  const t = useText(campaignText)
  const list = useText(campaignsText)
  return (
    <section aria-labelledby="incidents">
      <Heading level={2} id="incidents">
        {t('incidents')}
      </Heading>
      <p>{t('incidentsLead')}</p>
      <Table
        caption={t('incidents')}
        isCaptionHidden
        columns={columnsOf({ t, list }, traits)}
        rows={members.own}
        rowKey={({ incidentId }) => incidentId}
        empty={null}
      />
    </section>
  )
}

type OwnMember = ShownCampaign['members']['own'][number]
type Words = { readonly t: Translate<typeof campaignText>; readonly list: Translate<typeof campaignsText> }

function columnsOf({ t, list }: Words, traits: ShownCampaign['traits']): readonly Column<OwnMember>[] {
  const heldBy = (incidentId: string): number => traits.filter((one) => one.heldBy.includes(incidentId)).length
  return [
    {
      id: 'incident',
      header: t('incident'),
      isRowHeader: true,
      cell: ({ incidentId }) => (
        <TextLink href={pagePath('receivedIncident', { incidentId })}>
          <span className="font-mono">{shortNumber({ id: incidentId })}</span>
        </TextLink>
      ),
    },
    { id: 'held', header: t('held'), cell: ({ incidentId }) => list('count', { count: heldBy(incidentId) }) },
  ]
}
