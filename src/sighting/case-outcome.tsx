import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { formatInstant } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { pagePath } from '#ui/page-path.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { answersText } from './answers-text.ts'
import { outcomeText } from './outcome-text.ts'
import type { Outcome, WarningOutcome } from './outcome.ts'
import { sightingKinds } from './sighting.ts'
import { shownNumber, sightingNames } from './sighting-text.ts'

/** What the reports of a case achieved: the warnings that came of it, whom they reached, and what recipients answered. */
export function CaseOutcome({ incidentId }: { readonly incidentId: string }): ReactNode {
  const t = useText(outcomeText)
  const outcome = useQuery({
    queryKey: ['outcome', incidentId],
    queryFn: ({ signal }) => request<Outcome>(`/api/v1/incidents/${encodeURIComponent(incidentId)}/outcome`, { signal }),
    refetchInterval: 60_000,
  })
  return (
    <section aria-labelledby="outcome">
      <Heading level={2} id="outcome">
        {t('title')}
      </Heading>
      <p>{t('lead')}</p>
      <Loaded query={outcome}>
        {({ warnings, countedAt }) => (
          <>
            {warnings.length === 0 && <p className="my-6 rounded-12 bg-solid-gray-50 p-6">{t('none')}</p>}
            {warnings.map((warning) => (
              <OneWarning key={warning.warningId} warning={warning} countedAt={countedAt} />
            ))}
          </>
        )}
      </Loaded>
    </section>
  )
}

function OneWarning({ warning, countedAt }: { warning: WarningOutcome; countedAt: string | null }): ReactNode {
  const t = useText(outcomeText)
  const page = useText(answersText)
  const { language, pick } = useLanguage()
  const { warned, readers, answers, indicators, confirmed, takenBack } = warning
  const organisations = (count: number | null) => (count === null ? pick(shownNumber(null)) : t('organisations', { count }))
  return (
    <>
      <Heading level={3}>{t('warning', { at: formatInstant(Temporal.Instant.from(warning.publishedAt), language) })}</Heading>
      {warning.act === 'recall' && (
        <p>
          <StatusBadge tone="warning">{t('recalled')}</StatusBadge>
        </p>
      )}
      <SummaryList
        rows={[
          { term: t('warned'), value: t('warnedOf', { warned: organisations(warned), readers: organisations(readers) }) },
          ...sightingKinds.map((kind) => ({
            term: pick(sightingNames[kind]),
            value: pick(shownNumber(answers[kind])),
          })),
          { term: t('indicators'), value: t('indicatorsValue', { count: indicators, confirmed, takenBack }) },
          { term: t('counted'), value: countedAt === null ? page('notCounted') : <InstantText at={countedAt} isExact withUtc /> },
        ]}
      />
      <p>
        <TextLink href={pagePath('warning', { warningId: warning.warningId })}>{t('look')}</TextLink>
      </p>
    </>
  )
}
