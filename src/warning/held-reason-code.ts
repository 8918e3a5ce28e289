import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject, textAt } from '#base/json-object.ts'

/** Returns the codes of what the gate found, as they are stored. */
export function reasonCodes(reasons: JsonValue): readonly string[] {
  return isJsonList(reasons) ? reasons.filter(isJsonObject).flatMap((reason) => textAt(reason, 'code') ?? []) : []
}
