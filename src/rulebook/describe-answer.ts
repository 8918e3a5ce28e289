import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject } from '#base/json-object.ts'
import type { Language, LocalText } from '#base/language.ts'
import { instantText } from '#calendar/calendar-text.ts'
import { noneText, notAnsweredText, unknownText, yesNoText } from './answer-text.ts'
import { isInstant, unknown } from './answer-value.ts'
import type { CoreField, LegalFact, RecordItem } from './core-field-schema.ts'

/**
 * Returns an answer in words: the labels of codes, the local time of instants, texts as they were written.
 *
 * @param shape A field, or one item of the records that a field lists.
 * @param value As `checkAnswers` returned it; undefined is an answer that was not given.
 * @param zone Time zone in which instants are shown.
 */
export function describeAnswer(shape: CoreField | LegalFact | RecordItem, value: JsonValue | undefined, zone: string): LocalText {
  if (value === undefined) return notAnsweredText
  return { ja: describe(shape, value, { language: 'ja', zone }), en: describe(shape, value, { language: 'en', zone }) }
}

type View = { readonly language: Language; readonly zone: string }

const separator: Readonly<Record<Language, string>> = { ja: '、', en: ', ' }

function describe(shape: CoreField | LegalFact | RecordItem, value: JsonValue, view: View): string {
  if (value === unknown) return unknownText[view.language]
  if (isJsonList(value))
    return value.length === 0
      ? noneText[view.language]
      : value.map((entry) => describeOne(shape, entry, view)).join(separator[view.language])
  return describeOne(shape, value, view)
}

function describeOne(shape: CoreField | LegalFact | RecordItem, value: JsonValue, view: View): string {
  if (shape.type === 'yes-no' && (value === 'yes' || value === 'no')) return yesNoText[value][view.language]
  if (shape.type === 'code' || shape.type === 'codes') {
    return shape.options.find((option) => option.code === value)?.label[view.language] ?? JSON.stringify(value)
  }
  if (shape.type === 'instant' && typeof value === 'string' && isInstant(value)) {
    return instantText(Temporal.Instant.from(value), view.zone)[view.language]
  }
  if (shape.type === 'number' && typeof value === 'number') return value.toLocaleString('en-US', { maximumFractionDigits: 9 })
  if (shape.type === 'records' && isJsonObject(value)) return describeRecord(shape.items, value, view)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function describeRecord(items: readonly RecordItem[], record: Readonly<Record<string, JsonValue>>, view: View): string {
  return items
    .filter((item) => Object.hasOwn(record, item.key))
    .map((item) => describe(item, record[item.key] ?? null, view))
    .join(' / ')
}
