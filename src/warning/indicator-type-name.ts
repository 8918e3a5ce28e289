import type { LocalText } from '#base/language.ts'
import type { IndicatorType } from '#indicator/indicator.ts'
import { coreField } from '#rulebook/core-field.ts'

/** Returns the name of a type of indicator, as the report form calls it. */
export function indicatorTypeName(type: IndicatorType): LocalText {
  const field = coreField('ioc')
  const item = field?.type === 'records' ? field.items.find(({ key }) => key === 'type') : undefined
  const option = item?.type === 'code' ? item.options.find(({ code }) => code === type) : undefined
  return option?.label ?? { ja: type, en: type }
}
