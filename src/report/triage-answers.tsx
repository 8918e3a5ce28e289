import type { ReactNode } from 'react'
import { describeFact } from '#obligation/facts-list.tsx'
import type { Triage } from '#rulebook/triage.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { SummaryList } from '#ui/summary-list.tsx'
import { uiText } from '#ui/ui-text.ts'
import { useText } from '#ui/use-text.ts'
import { questionText } from './triage-question-text.ts'
import { triageText } from './triage-text.ts'

/** The answers of a triage in words, each with a link to change it. */
export function TriageAnswers({ triage }: { triage: Triage }): ReactNode {
  const t = useText(triageText)
  const ui = useText(uiText)
  const { pick } = useLanguage()
  return (
    <section>
      <Heading level={2}>{t('answers')}</Heading>
      <SummaryList
        rows={triage.steps.map(({ question: { fact }, answer }) => ({
          term: pick(questionText(fact)),
          value: pick(describeFact(fact, answer)),
          action: (
            <TextLink
              href={pagePath('triage')}
              search={{ question: fact.id }}
              hiddenSuffix={t('changeAnswer', { label: pick(questionText(fact)) })}
            >
              {ui('change')}
            </TextLink>
          ),
        }))}
      />
    </section>
  )
}
