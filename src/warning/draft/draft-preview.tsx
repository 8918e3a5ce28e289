import { useQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useText } from '#ui/use-text.ts'
import { compareRelease } from '../compare-release.ts'
import { findingTexts } from '../gate/gate-text.ts'
import { ReleaseComparison } from '../release-comparison.tsx'
import { heldDetailQuery, type HeldDetail } from './draft-client.ts'
import { draftText } from './draft-text.ts'
import type { ShownAnonymity, ShownDraft } from './shown-draft.ts'

/** What was reported for release, beside what goes out of it, finding by finding. */
export function HeldBeside({ draft, reportId }: { draft: ShownDraft; reportId: string }): ReactNode {
  const t = useText(draftText)
  const held = useQuery(heldDetailQuery(reportId))
  return (
    <section>
      <Heading level={2}>{t('said')}</Heading>
      <p>{t('saidLead')}</p>
      <Loaded query={held}>{(found) => <Beside draft={draft} held={found} />}</Loaded>
    </section>
  )
}

function Beside({ draft, held }: { draft: ShownDraft; held: HeldDetail }): ReactNode {
  const t = useText(draftText)
  const { pick } = useLanguage()
  const { content } = draft
  const rows = useMemo(() => compareRelease(held.shareable, { content, reasons: held.reasons }), [held, content])
  const whole = held.reasons.filter(({ effect, pointers }) => effect === 'holds' && pointers.length === 0)
  return (
    <>
      {whole.length > 0 && (
        <NotificationBanner tone="warning" title={t('reasons')} level={3}>
          <ul className="list-disc ps-6">
            {whole.map(({ code, about }) => (
              <li key={`${code} ${about ?? ''}`}>{pick(findingTexts[code])}</li>
            ))}
          </ul>
        </NotificationBanner>
      )}
      <ReleaseComparison rows={rows} caption={t('said')} isCaptionHidden typed={t('typed')} />
    </>
  )
}

/** How far the victim could be guessed from a warning, step by step. */
export function WhoCouldBeGuessed({ anonymity }: { anonymity: ShownAnonymity }): ReactNode {
  const t = useText(draftText)
  const { pick } = useLanguage()
  return (
    <section>
      <Heading level={2}>{t('anonymity')}</Heading>
      <p>{t('anonymityLead')}</p>
      <ol className="my-4 list-decimal ps-7">
        {anonymity.steps.map((step) => (
          <li key={step.en} className="my-1 ps-1">
            {pick(step)}
          </li>
        ))}
      </ol>
      <NotificationBanner tone={anonymity.hides ? 'success' : 'warning'} title={pick(anonymity.verdict)} level={3} />
    </section>
  )
}
