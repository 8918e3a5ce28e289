import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, textAt } from '#base/json-object.ts'
import { indicatorRoleOf, indicatorTypeOf, type Indicator, type IndicatorRole } from './indicator.ts'
import { readObservable } from './read-observable.ts'

/** An entry among the indicators of a report, read; its role as one of ours, and as it was written. */
export type ReportedIndicator = { readonly indicator: Indicator; readonly role: IndicatorRole | null; readonly writtenRole: string }

/** Returns an entry of a report as it reads, or null where it is no indicator. */
export function readReported(entry: JsonValue): ReportedIndicator | null {
  if (!isJsonObject(entry)) return null
  const type = indicatorTypeOf(textAt(entry, 'type') ?? '')
  const { indicator } = type === null ? { indicator: null } : readObservable(type, textAt(entry, 'value') ?? '')
  const writtenRole = textAt(entry, 'role') ?? ''
  return indicator === null ? null : { indicator, role: indicatorRoleOf(writtenRole), writtenRole }
}
