import type { JsonObject } from '#base/canonical-json.ts'
import { isJsonObject, listAt, objectAt, textAt } from '#base/json-object.ts'
import type { LocalText } from '#base/language.ts'
import type { IndicatorType } from './indicator.ts'
// The data file itself, since the table of core fields brings the whole engine of conditions along.
import technical from '#rulebook/core/technical.json' with { type: 'json' }

const names = readNames()

/** Returns the name of a type of indicator, as the report form calls it. */
export function indicatorTypeName(type: IndicatorType): LocalText {
  return names.get(type) ?? { ja: type, en: type }
}

function readNames(): ReadonlyMap<string, LocalText> {
  // The rulebook checks the form of its own data; here it is read as any JSON.
  const fields = listAt(technical as unknown as JsonObject, 'fields').filter(isJsonObject)
  const items = fields.filter((field) => field['id'] === 'ioc').flatMap((field) => listAt(field, 'items').filter(isJsonObject))
  const options = items.filter((item) => item['key'] === 'type').flatMap((item) => listAt(item, 'options').filter(isJsonObject))
  return new Map(
    options.map((option): [string, LocalText] => {
      const label = objectAt(option, 'label') ?? {}
      return [textAt(option, 'code') ?? '', { ja: textAt(label, 'ja') ?? '', en: textAt(label, 'en') ?? '' }]
    }),
  )
}
