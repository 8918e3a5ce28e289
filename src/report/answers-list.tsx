import type { ReactNode } from 'react'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject, textAt } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import { isInstant, unknown } from '#rulebook/answer-value.ts'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { coreFields } from '#rulebook/core-field.ts'
import { describeAnswer } from '#rulebook/describe-answer.ts'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { OutsideText } from '#ui/outside-text.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { uiText } from '#ui/ui-text.ts'
import { useText } from '#ui/use-text.ts'
import { indicatorField } from './draft-entry.ts'
import { typeName } from './indicators-table.tsx'
import { formText } from './report-form-text.ts'

type AnswerWordsProps = {
  field: CoreField
  value: JsonValue
  /** Shows the values of indicators too, not only how many there are of each type. */
  isDetailed?: boolean | undefined
}

/** One answer in words: the labels of codes, instants in Japanese time, texts as they were written. */
export function AnswerWords({ field, value, isDetailed = false }: AnswerWordsProps): ReactNode {
  const ui = useText(uiText)
  const { pick } = useLanguage()
  if (value === unknown) return ui('unknownYet')
  if (field.type === 'instant' && typeof value === 'string' && isInstant(value)) return <InstantText at={value} />
  if (field.id === indicatorField && isJsonList(value) && value.length > 0) return <IndicatorWords values={value} isDetailed={isDetailed} />
  const isLong = isJsonList(value) && value.length > 1 && (field.type === 'records' || field.type === 'texts')
  if (!isLong) return pick(describeAnswer(field, value, 'Asia/Tokyo'))
  return (
    <ul className="list-disc ps-6">
      {value.map((one, index) => (
        <li key={index}>{pick(describeAnswer(field, [one], 'Asia/Tokyo'))}</li>
      ))}
    </ul>
  )
}

const shownIndicators = 100

function IndicatorWords({ values, isDetailed }: { values: readonly JsonValue[]; isDetailed: boolean }): ReactNode {
  const t = useText(formText)
  const { pick } = useLanguage()
  const indicators = values.filter((value) => isJsonObject(value))
  const shown = indicators.slice(0, shownIndicators)
  return (
    <>
      {t('indicatorCount', { count: indicators.length })}
      <ul className="list-disc ps-6">
        {!isDetailed && countByType(indicators).map(({ name, count }) => <li key={name.ja}>{`${pick(name)} ${count}`}</li>)}
        {isDetailed &&
          shown.map((indicator, index) => (
            <li key={index}>
              <OutsideText text={textAt(indicator, 'value') ?? ''} isCode />{' '}
              <span className="text-solid-gray-700">{pick(typeName(indicator))}</span>
            </li>
          ))}
      </ul>
      {isDetailed && indicators.length > shown.length && <p>{t('indicatorsBeyond', { count: indicators.length - shown.length })}</p>}
    </>
  )
}

function countByType(indicators: readonly JsonObject[]): readonly { readonly name: LocalText; readonly count: number }[] {
  return [...Map.groupBy(indicators, (indicator) => textAt(indicator, 'type')).values()].flatMap((same) => {
    const [first] = same
    return first === undefined ? [] : [{ name: typeName(first), count: same.length }]
  })
}

/** Answers with the names of their fields, in the order of the common core; with `isDetailed` the values of indicators too. */
export function AnswersList({ answers, isDetailed }: { answers: JsonObject; isDetailed?: boolean | undefined }): ReactNode {
  const { pick } = useLanguage()
  const rows = coreFields.flatMap((field) => {
    const value = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined
    return value === undefined
      ? []
      : [{ term: pick(field.label), value: <AnswerWords field={field} value={value} isDetailed={isDetailed} /> }]
  })
  return <SummaryList rows={rows} />
}
