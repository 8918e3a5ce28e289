import type { ReactNode } from 'react'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { describeAnswer } from '#rulebook/describe-answer.ts'
import { allFacts, type Fact } from '#rulebook/legal-fact.ts'
import { useLanguage } from '#ui/language-context.ts'
import { SummaryList } from '#ui/summary-list.tsx'

/** Facts in words, in the order in which people meet them; what is no fact of this version stands under its own name. */
export function FactsList({ facts }: { facts: JsonObject }): ReactNode {
  const { pick } = useLanguage()
  const known = allFacts.flatMap((fact) => {
    const value = Object.hasOwn(facts, fact.id) ? facts[fact.id] : undefined
    return value === undefined ? [] : [{ term: pick(fact.label), value: pick(describeFact(fact, value)) }]
  })
  const ids = new Set(allFacts.map(({ id }) => id))
  const others = Object.entries(facts).filter(([id]) => !ids.has(id))
  return <SummaryList rows={[...known, ...others.map(([id, value]) => ({ term: id, value: JSON.stringify(value) }))]} />
}

/** Returns an answer in words; sectors and designations by the names that the rulebooks give them. */
export function describeFact(fact: Fact, answer: JsonValue): LocalText {
  if ((fact.id !== 'ent.sector' && fact.id !== 'ent.designations') || !isJsonList(answer) || answer.length === 0)
    return describeAnswer(fact, answer, 'Asia/Tokyo')
  const names = answer.flatMap((code) => (typeof code === 'string' ? [nameOf(code)] : []))
  return { ja: names.map(({ ja }) => ja).join('、'), en: names.map(({ en }) => en).join(', ') }
}

function nameOf(code: string): LocalText {
  const rulebook = allRulebooks().find(({ id }) => code.startsWith(`${id}.`))
  return rulebook?.designations.get(code) ?? rulebook?.sectors.get(code)?.name ?? { ja: code, en: code }
}
