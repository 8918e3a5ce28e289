import { useMemo, type ReactNode } from 'react'
import type { OwnOperator, PreparedReport } from '#report/prepare-report.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { sharingTerms } from '#rulebook/sharing-terms.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Loading } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { expectedAgreement, type CurrentAgreement } from './agreement/expected-agreement.ts'
import { compareRelease } from './compare-release.ts'
import { expectedText } from './expected-text.ts'
import type { ExpectedJudgement } from './expect-warning.ts'
import { findingTexts } from './gate/gate-text.ts'
import { ReleaseComparison } from './release-comparison.tsx'
import { useExpectedWarning } from './use-expected-warning.ts'
import { WarningSheet } from './warning-sheet.tsx'

type ExpectedProps = {
  readonly prepared: PreparedReport
  readonly operator: OwnOperator
  /** What the server tells of the own agreement; absent where it cannot be asked, as on a kit. */
  readonly current?: CurrentAgreement | null
}

/** Shows the filer, before anything is sent, the warning that others would get, beside what was typed and why it differs. */
export function ExpectedWarning({ prepared, operator, current = null }: ExpectedProps): ReactNode {
  const t = useText(expectedText)
  const agreed = useMemo(
    () => expectedAgreement(current, { rulebooks: allRulebooks(), sectors: operator.sectors, now: browserNow() }),
    [current, operator],
  )
  const { judgement, hasFailed } = useExpectedWarning(prepared, { operator, agreed })
  const isUnsaid = sharingTerms(prepared.handling).consent === 'unknown'
  return (
    <section>
      <Heading level={3}>{t('title')}</Heading>
      <p>{t('lead')}</p>
      {isUnsaid && agreed !== null && <p className="my-3">{t('asAgreed')}</p>}
      {isUnsaid && agreed === null && current === null && <p className="my-3">{t('agreementUnknown')}</p>}
      {hasFailed && <NotificationBanner tone="warning" title={t('failed')} level={3} />}
      {judgement === null && !hasFailed && <Loading label={t('working')} />}
      {judgement !== null && <Expected judgement={judgement} prepared={prepared} />}
      <p className="text-solid-gray-700">{t('gateKnowsMore')}</p>
    </section>
  )
}

function Expected({ judgement, prepared }: { judgement: ExpectedJudgement; prepared: PreparedReport }): ReactNode {
  const t = useText(expectedText)
  const content = judgement.verdict === 'nothing' ? null : judgement.content
  return (
    <>
      <Verdict judgement={judgement} />
      <ReleaseComparison
        caption={t('compare')}
        typed={t('typed')}
        rows={useMemo(() => compareRelease(prepared.shareable, { content, reasons: judgement.reasons }), [prepared, content, judgement])}
      />
      {content !== null && (
        <Disclosure summary={t('asReceived')}>
          <WarningSheet content={content} level={3} />
        </Disclosure>
      )}
    </>
  )
}

function Verdict({ judgement }: { judgement: ExpectedJudgement }): ReactNode {
  const t = useText(expectedText)
  const { pick } = useLanguage()
  const title = judgement.verdict === 'hold' && judgement.content === null ? 'holdNothing' : judgement.verdict
  const whole = judgement.reasons.filter(({ effect }) => effect === 'holds' || effect === 'ends')
  return (
    <NotificationBanner tone={judgement.verdict === 'hold' ? 'warning' : 'info'} title={t(title)} level={3} isLive>
      {whole.length > 0 && (
        <ul className="list-disc ps-6">
          {whole.map(({ code, about }) => (
            <li key={`${code} ${about ?? ''}`}>{pick(findingTexts[code])}</li>
          ))}
        </ul>
      )}
    </NotificationBanner>
  )
}
