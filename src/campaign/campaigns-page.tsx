import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import type { Campaign } from './campaign.ts'
import { campaignsQuery } from './campaign-client.ts'
import { campaignPeriod } from './campaign-period.ts'
import { campaignsText } from './campaign-page-text.ts'

/** The campaigns of the own authority, the one with the latest report first. */
export function CampaignsPage(): ReactNode {
  const t = useText(campaignsText)
  const language = useLanguage()
  const campaigns = useQuery(campaignsQuery)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Loaded query={campaigns}>
        {(found) => (
          <Table
            caption={t('title')}
            isCaptionHidden
            columns={columnsOf(t, language)}
            rows={found.campaigns}
            rowKey={({ id }) => id}
            empty={t('empty')}
          />
        )}
      </Loaded>
    </Page>
  )
}

function columnsOf(t: Translate<typeof campaignsText>, language: PageLanguage): readonly Column<Campaign>[] {
  return [
    {
      id: 'name',
      header: t('name'),
      isRowHeader: true,
      cell: ({ id, name }) => <TextLink href={pagePath('campaign', { campaignId: id })}>{language.pick(name)}</TextLink>,
    },
    { id: 'own', header: t('own'), cell: ({ incidents }) => t('count', { count: incidents.own }) },
    { id: 'elsewhere', header: t('elsewhere'), cell: ({ incidents }) => t('count', { count: incidents.elsewhere }) },
    { id: 'period', header: t('period'), cell: (campaign) => campaignPeriod(campaign, language.language) },
    {
      id: 'links',
      header: t('links'),
      cell: ({ newLinks }) =>
        newLinks > 0 ? <StatusBadge tone="warning">{t('count', { count: newLinks })}</StatusBadge> : t('count', { count: 0 }),
    },
    { id: 'warnings', header: t('warnings'), cell: ({ warnedBy }) => t('count', { count: warnedBy.length }) },
  ]
}
