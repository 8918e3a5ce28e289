import type { ReactNode } from 'react'
import type { JsonValue } from '#base/canonical-json.ts'
import { unknownText } from '#rulebook/answer-text.ts'
import { isInstant, unknown } from '#rulebook/answer-value.ts'
import type { CoreField, RecordItem } from '#rulebook/core-field-schema.ts'
import { describeAnswer } from '#rulebook/describe-answer.ts'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { OutsideText } from '#ui/outside-text.tsx'
import { registryNames } from './registry-name.ts'

/** Time zone of everything that officers read. */
const officeZone = 'Asia/Tokyo'

/**
 * One answer for reading: codes by their labels, instants in Japanese time and UTC, everything else as plain text.
 *
 * @param props `shape` is the field, or the item of a record, or null where nobody defined it; `value` comes from a filer and may be anything.
 */
export function AnswerValue({ shape, value }: { shape: CoreField | RecordItem | null; value: JsonValue }): ReactNode {
  const { language, pick } = useLanguage()
  if (value === unknown) return <span className="text-solid-gray-700">{pick(unknownText)}</span>
  if (shape?.type === 'instant' && typeof value === 'string' && isInstant(value)) return <InstantText at={value} withUtc />
  if (shape === null) return <OutsideText text={typeof value === 'string' ? value : JSON.stringify(value)} />
  const names = 'id' in shape ? registryNames(shape.id, value) : null
  if (names !== null) return <OutsideText text={names.map(pick).join(language === 'ja' ? '、' : ', ')} />
  return <OutsideText text={pick(describeAnswer(shape, value, officeZone))} />
}
