import type { ReactNode } from 'react'
import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { describeAnswer } from '#rulebook/describe-answer.ts'
import type { Fact } from '#rulebook/legal-fact.ts'
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

/** Returns an answer in words; sectors and designations by the names of the rulebooks. */
function describeFact(fact: Fact, answer: JsonValue): LocalText {
  if ((fact.id !== 'ent.sector' && fact.id !== 'ent.designations') || !isJsonList(answer) || answer.length === 0)
    return describeAnswer(fact, answer, 'Asia/Tokyo')
  const names = answer.flatMap((code) => (typeof code === 'string' ? [nameOf(code)] : []))
  return { ja: names.map(({ ja }) => ja).join('、'), en: names.map(({ en }) => en).join(', ') }
}

function nameOf(code: string): LocalText {
  const rulebook = allRulebooks().find(({ id }) => code.startsWith(`${id}.`))
  return rulebook?.designations.get(code) ?? rulebook?.sectors.get(code)?.name ?? { ja: code, en: code }
}
