import type { ReactNode } from 'react'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { defang } from '#indicator/defang.ts'
import { wrongTexts } from '../warning-text.ts'
import { draftText } from './draft-text.ts'
import type { ShownDraft } from './shown-draft.ts'

/** What a recall does, in words and by value. */
export function RecallSummary({ draft }: { draft: ShownDraft }): ReactNode {
  const t = useText(draftText)
  const { pick } = useLanguage()
  const { standing, act, takenBack, reason } = draft
  const isWhole = act === 'recall'
  const going = (standing?.indicators ?? []).filter(({ id }) => isWhole || takenBack.includes(id))
  return (
    <section>
      <Heading level={2}>{t('recallTitle')}</Heading>
      <p>{t(isWhole ? 'recallAll' : 'recallSome')}</p>
      <SummaryList
        rows={[
          { term: t('recallReason'), value: reason === null ? null : pick(wrongTexts[reason]) },
          {
            term: t('recallValues'),
            value: going.length === 0 ? '―' : going.map(({ type, value }) => visibleControls(defang(type, value))).join('\n'),
          },
        ]}
      />
    </section>
  )
}
