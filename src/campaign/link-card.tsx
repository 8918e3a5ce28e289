import type { ReactNode } from 'react'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { StatusBadge, type StatusTone } from '#ui/status-badge.tsx'
import { Table } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import type { Link, LinkState, ShownLinkAct } from './link.ts'
import { DecideLink } from './decide-link-form.tsx'
import { historyColumns } from './history-columns.tsx'
import { linksText, linkStateNames, strengthNames } from './link-page-text.ts'
import { LinkReasons } from './link-reasons.tsx'
import { chanceWords } from './link-words.ts'

const tones: Readonly<Record<LinkState, StatusTone>> = { proposed: 'warning', confirmed: 'success', cut: 'neutral' }

/**
 * One link of an incident: to what, how sure, why, and what the officer can do about it.
 *
 * @param props `name` of the other end, unlike that of any other card of the page; `isWithCampaign` leads to the campaign; false on its own page.
 */
export function LinkCard({ link, name, isWithCampaign }: { link: Link; name: string; isWithCampaign: boolean }): ReactNode {
  const t = useText(linksText)
  const { pick, language } = useLanguage()
  const titleId = `link-${link.id}`
  return (
    <section aria-labelledby={titleId} className="my-6 rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <Heading level={3} id={titleId} isFlush>
        {link.other.kind === 'own' ? (
          <TextLink href={pagePath('receivedIncident', { incidentId: link.other.incidentId })}>{name}</TextLink>
        ) : (
          name
        )}
      </Heading>
      <p className="mt-2 flex flex-wrap gap-2">
        <StatusBadge tone={link.strength === 'strong' ? 'info' : 'neutral'}>{pick(strengthNames[link.strength])}</StatusBadge>
        <StatusBadge tone={tones[link.state]}>{pick(linkStateNames[link.state])}</StatusBadge>
      </p>
      <p className="mt-4">
        {chanceWords(link, language)}
        {link.deducted > 0 && <span className="block text-solid-gray-700">{t('deducted')}</span>}
      </p>
      {link.returned && <p className="mt-2">{t('returned')}</p>}
      {link.confirmedThere && <p className="mt-2">{t('confirmedThere')}</p>}
      {isWithCampaign && link.campaignId !== null && (
        <p className="mt-2">
          <TextLink href={pagePath('campaign', { campaignId: link.campaignId })} hiddenSuffix={t('ofLink', { other: name })}>
            {t('campaign')}
          </TextLink>
        </p>
      )}
      <LinkReasons reasons={link.reasons} further={link.furtherReasons} />
      <DecideLink link={link} name={name} />
      {link.acts.length > 0 && (
        <Disclosure summary={t('historyOf', { other: name })}>
          <LinkHistory acts={link.acts} caption={t('historyOf', { other: name })} />
        </Disclosure>
      )}
    </section>
  )
}

function LinkHistory({ acts, caption }: { acts: readonly ShownLinkAct[]; caption: string }): ReactNode {
  const t = useText(linksText)
  const language = useLanguage()
  return (
    <Table
      caption={caption}
      isCaptionHidden
      columns={historyColumns(t, language)}
      rows={acts}
      rowKey={({ at, act }) => `${at} ${act}`}
      empty={null}
    />
  )
}
