import { useState, type ReactNode } from 'react'
import { shortNumber } from '#opening/incident-name.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Pager } from '#ui/pager.tsx'
import { useText } from '#ui/use-text.ts'
import { campaignText } from './campaign-page-text.ts'
import { LinkCard } from './link-card.tsx'
import { linkNames } from './link-names.ts'
import type { Link } from './link.ts'

const cardsAtOnce = 20

/** The links that hold a campaign together, or may widen it: those that wait for a decision first. */
export function CampaignLinks({ links }: { links: readonly Link[] }): ReactNode {
  const t = useText(campaignText)
  const otherOf = linkNames(links, useLanguage().language)
  const nameOf = (link: Link): string => t('ofIncident', { number: shortNumber({ id: link.incidentId }), other: otherOf(link) })
  const undecided = links.filter(({ state }) => state === 'proposed')
  const decided = links.filter(({ state }) => state !== 'proposed')
  return (
    <section aria-labelledby="links">
      <Heading level={2} id="links">
        {t('links')}
      </Heading>
      <p>{t('linksLead')}</p>
      {undecided.length === 0 && <p className="my-6 rounded-12 bg-solid-gray-50 p-6">{t('noUndecided')}</p>}
      <Cards links={undecided} caption={t('undecided')} nameOf={nameOf} />
      {decided.length > 0 && (
        <Disclosure summary={t('decided', { count: decided.length })} isLazy>
          <Cards links={decided} caption={t('decided', { count: decided.length })} nameOf={nameOf} />
        </Disclosure>
      )}
    </section>
  )
}

function Cards(props: { links: readonly Link[]; caption: string; nameOf: (link: Link) => string }): ReactNode {
  const [first, setFirst] = useState(0)
  const { links, caption, nameOf } = props
  return (
    <>
      {links.slice(first, first + cardsAtOnce).map((link) => (
        <LinkCard key={link.id} link={link} name={nameOf(link)} isWithCampaign={false} />
      ))}
      <Pager name={caption} first={first} pageSize={cardsAtOnce} total={links.length} onChange={setFirst} />
    </>
  )
}
