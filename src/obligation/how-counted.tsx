import type { ReactNode } from 'react'
import { Disclosure } from '#ui/disclosure.tsx'
import { formatInstant } from '#ui/format-time.ts'
import { useLanguage } from '#ui/language-context.ts'
import { OutsideText } from '#ui/outside-text.tsx'
import { SummaryList, type SummaryRow } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { owedPageText } from './owed-text.ts'
import type { ShownStage } from './show-obligations.ts'

/** How a due instant was counted, on demand: start, period, clause, arithmetic, what was granted, and the version of the law. */
export function HowCounted({ owed }: { owed: ShownStage }): ReactNode {
  const t = useText(owedPageText)
  return (
    <Disclosure summary={t('counted')}>
      <SummaryList
        rows={[...useArithmetic(owed), ...useAdjustments(owed), { term: t('version'), value: `${owed.law} ${owed.rulebookVersion}` }]}
      />
    </Disclosure>
  )
}

function useArithmetic({ arithmetic, explanation }: ShownStage): SummaryRow[] {
  const t = useText(owedPageText)
  const { pick } = useLanguage()
  // Without arithmetic the limit is in words alone, which follow the sentence that says what is owed.
  if (arithmetic === null) return explanation.slice(1, 2).map((limit) => ({ term: t('rule'), value: pick(limit) }))
  const { start, rule, clause, arithmetic: steps } = arithmetic
  const lines = steps.map(({ text, reached }) => t('step', { text: pick(text), reached: pick(reached) }))
  return [
    { term: t('start'), value: pick(start.text) },
    { term: t('rule'), value: pick(rule) },
    ...(clause === null ? [] : [{ term: t('clause'), value: pick(clause) }]),
    ...(lines.length === 0 ? [] : [{ term: t('steps'), value: lines.join('\n') }]),
  ]
}

function useAdjustments({ adjustments }: ShownStage): SummaryRow[] {
  const t = useText(owedPageText)
  const { language, pick } = useLanguage()
  if (adjustments.length === 0) return []
  const lines = adjustments.map(({ text, grantedAt }) =>
    t('adjustedAt', { text: pick(text), at: formatInstant(Temporal.Instant.from(grantedAt), language) }),
  )
  return [{ term: t('adjusted'), value: <OutsideText text={lines.join('\n')} /> }]
}
