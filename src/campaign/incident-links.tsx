import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { useText } from '#ui/use-text.ts'
import type { Link } from './link.ts'
import { LinkCard } from './link-card.tsx'
import { linksQuery } from './link-client.ts'
import { linkNames } from './link-names.ts'
import { linksText } from './link-page-text.ts'

/** What an incident of the own authority has in common with others: the heaviest links first, those that were cut out of the way. */
export function IncidentLinks({ incidentId }: { incidentId: string }): ReactNode {
  const t = useText(linksText)
  const links = useQuery(linksQuery(incidentId))
  return (
    <section aria-labelledby="links">
      <Heading level={2} id="links">
        {t('title')}
      </Heading>
      <p>{t('lead')}</p>
      <Loaded query={links}>{(found) => <LinkList links={found.links} />}</Loaded>
    </section>
  )
}

function LinkList({ links }: { links: readonly Link[] }): ReactNode {
  const t = useText(linksText)
  const nameOf = linkNames(links, useLanguage().language)
  const [cut, standing] = [links.filter(({ state }) => state === 'cut'), links.filter(({ state }) => state !== 'cut')]
  return (
    <>
      {standing.length === 0 && <p className="my-6 rounded-12 bg-solid-gray-50 p-6">{t('none')}</p>}
      {standing.map((link) => (
        <LinkCard key={link.id} link={link} name={nameOf(link)} isWithCampaign />
      ))}
      {cut.length > 0 && (
        <Disclosure summary={t('cutLinks', { count: cut.length })} isLazy>
          {cut.map((link) => (
            <LinkCard key={link.id} link={link} name={nameOf(link)} isWithCampaign />
          ))}
        </Disclosure>
      )}
    </>
  )
}
