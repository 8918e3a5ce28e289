import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { usePagePart } from '#ui/page-address.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import type { WarningAnswers } from '#warning/answers-context.ts'
import { defang } from '#indicator/defang.ts'
import { isOver } from '#warning/validity.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import type { WarningIndicator } from '#warning/warning.ts'
import { AnswerButtons } from './answer-buttons.tsx'
import { answersQuery } from './answers-client.ts'
import { answersText } from './answers-text.ts'
import type { AnswersBody } from './answers-body.ts'
import { sightingKinds, type ShownCounts } from './sighting.ts'
import { shownNumber, sightingMeanings, sightingNames } from './sighting-text.ts'

/** How recipients answer the indicators of a warning on its page. */
export const warningAnswers: WarningAnswers = { header: answersText.column, Cell: AnswerCell }

function AnswerCell({ indicator }: { readonly indicator: WarningIndicator }): ReactNode {
  const warningId = usePagePart('warningId')
  const answers = useQuery(answersQuery(warningId)).data
  const counts = answers?.indicators.find(({ id }) => id === indicator.id)?.counts
  const name = visibleControls(defang(indicator.type, indicator.value))
  return (
    <div className="flex flex-col gap-2">
      <AnswerButtons warningId={warningId} subjectId={indicator.id} name={name} />
      {counts !== undefined && <Others counts={counts} />}
      {answers?.disputed.includes(indicator.id) === true && <Disputed />}
    </div>
  )
}

function Others({ counts }: { counts: ShownCounts }): ReactNode {
  const t = useText(answersText)
  const { pick } = useLanguage()
  const words = { seen: 'othersSeen', blocked: 'othersBlocked', 'false-positive': 'othersFalse' } as const
  return (
    <ul className="text-std-16N-170">
      {sightingKinds.map(
        (kind) => counts[kind] !== null && <li key={kind}>{t(words[kind], { number: pick(shownNumber(counts[kind])) })}</li>,
      )}
    </ul>
  )
}

function Disputed(): ReactNode {
  const t = useText(answersText)
  return (
    <p>
      <StatusBadge tone="warning">{t('disputed')}</StatusBadge>
    </p>
  )
}

/** The answers to a warning as a whole: those of the own organisation, and the numbers of others. */
export function AnswersSection({ warning }: { readonly warning: WarningBody }): ReactNode {
  const t = useText(answersText)
  const now = useBrowserNow()
  const isClosed = warning.act === 'recall' || isOver(warning, now)
  return (
    <section aria-labelledby="answers">
      <Heading level={2} id="answers">
        {t('title')}
      </Heading>
      <p>{isClosed ? t('over') : t('lead')}</p>
      {!isClosed && <WholeWarning warningId={warning.id} />}
      <Heading level={3}>{t('counts')}</Heading>
      <p>{t('countsLead')}</p>
      <Loaded query={useQuery(answersQuery(warning.id))}>{(answers) => <Counts answers={answers} />}</Loaded>
    </section>
  )
}

function WholeWarning({ warningId }: { warningId: string }): ReactNode {
  const t = useText(answersText)
  const { pick } = useLanguage()
  return (
    <>
      <dl className="my-4 grid gap-1">
        {sightingKinds.map((kind) => (
          <div key={kind} className="flex flex-wrap gap-x-3">
            <dt className="font-bold">{pick(sightingNames[kind])}</dt>
            <dd>{pick(sightingMeanings[kind])}</dd>
          </div>
        ))}
      </dl>
      <Heading level={3}>{t('whole')}</Heading>
      <p className="mb-3">{t('wholeLead')}</p>
      <AnswerButtons warningId={warningId} subjectId={warningId} name={t('whole')} />
    </>
  )
}

function Counts({ answers }: { answers: AnswersBody }): ReactNode {
  const t = useText(answersText)
  const { pick } = useLanguage()
  const { countedAt, warning } = answers
  return (
    <SummaryList
      rows={[
        ...sightingKinds.map((kind) => ({ term: pick(sightingNames[kind]), value: pick(shownNumber(warning[kind])) })),
        { term: t('countedAt'), value: countedAt === null ? t('notCounted') : <InstantText at={countedAt} isExact withUtc /> },
      ]}
    />
  )
}
