import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject, listAt, textAt } from '#base/json-object.ts'
import { indicatorTypeOf } from '#indicator/indicator.ts'
import { coreField } from '#rulebook/core-field.ts'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { findingEffects, type FindingCode, type SafeForm } from './gate/finding.ts'
import type { HeldClosure } from './held-closure.ts'
import type { WarningContent } from './warning.ts'

/** A shareable part that the gate holds, as the API tells it. */
export type HeldItem = {
  readonly reportId: string
  readonly decidedAt: string
  readonly reasons: JsonValue
  /** What could go out, without what the reasons left out; null where no officer may release it either. */
  readonly content: WarningContent | null
  /** The draft that somebody began from it; null while nobody did. */
  readonly draftId?: string | null
  /** That it was closed without a warning; absent while it waits. */
  readonly closed?: HeldClosure
}

/** A place in the shareable part: the field, and which of its entries, counted from 1. */
export type HeldPlace = { readonly field: CoreField | null; readonly id: string; readonly entry: number | null }

/** One reason of the gate; `code` is null where a later version of the gate gave one that this page does not know. */
export type HeldReason = {
  readonly code: FindingCode | null
  readonly rawCode: string
  readonly about: string | null
  readonly count: number
  readonly places: readonly HeldPlace[]
  /** What can be said instead of what was found, each once. */
  readonly instead: readonly SafeForm[]
}

/** Returns the reasons of the gate, those that hold the part first. */
export function heldReasons(reasons: JsonValue): readonly HeldReason[] {
  const all = isJsonList(reasons) ? reasons.filter(isJsonObject) : []
  return all
    .map((reason): HeldReason => {
      const rawCode = textAt(reason, 'code') ?? ''
      const count = reason['count']
      return {
        code: isFindingCode(rawCode) ? rawCode : null,
        rawCode,
        about: textAt(reason, 'about'),
        count: typeof count === 'number' ? count : 0,
        places: listAt(reason, 'pointers')
          .filter((pointer) => typeof pointer === 'string')
          .map(placeOf),
        instead: safeForms(listAt(reason, 'safeForms')),
      }
    })
    .toSorted((left, right) => rank(left) - rank(right))
}

/** Returns the place that a JSON pointer into the shareable part names. */
function placeOf(pointer: string): HeldPlace {
  const [id = '', entry] = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return { id, field: coreField(id), entry: entry !== undefined && /^\d+$/.test(entry) ? Number(entry) + 1 : null }
}

function safeForms(list: readonly JsonValue[]): readonly SafeForm[] {
  const forms = list.filter(isJsonObject).flatMap(({ form }) => safeForm(form))
  return [...new Map(forms.map((form) => [JSON.stringify(form), form])).values()]
}

function safeForm(form: JsonValue | undefined): readonly SafeForm[] {
  if (!isJsonObject(form)) return []
  const [kind, value, id] = [textAt(form, 'kind'), textAt(form, 'value'), textAt(form, 'id')]
  const type = indicatorTypeOf(textAt(form, 'type') ?? '')
  if (kind === 'indicator' && type !== null && value !== null) return [{ kind, type, value }]
  if (kind === 'technique' && id !== null) return [{ kind, id }]
  return kind === 'groups' ? [{ kind, codes: listAt(form, 'codes').filter((code) => typeof code === 'string') }] : []
}

function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(findingEffects, code)
}

function rank({ code }: HeldReason): number {
  return code === null || findingEffects[code] === 'holds' ? 0 : 1
}
