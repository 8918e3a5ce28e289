import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonList, isJsonObject, pointerTo, textAt } from '#base/json-object.ts'
import { indicatorTypeOf } from '#indicator/indicator.ts'
import { readObservable } from '#indicator/read-observable.ts'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { coreFields } from '#rulebook/core-field.ts'
import { findingEffects, type Finding, type FindingCode, type SafeForm } from './gate/finding.ts'
import type { WarningContent } from './warning.ts'

/** One thing that the filer typed, beside what others would see of it. */
export type ComparedValue = {
  /** JSON pointer into the shareable part. */
  readonly pointer: string
  readonly field: CoreField
  /** What was typed: the whole answer, or one entry of a list. */
  readonly typed: JsonValue
  /** What of it goes out: all, a part or another form of it, or nothing. */
  readonly fate: 'out' | 'less' | 'not'
  /** What others see of it, where it is not what was typed; empty where that is nothing. */
  readonly seen: readonly SeenForm[]
  /** Why it does not go out as it was typed; null where the gate has no word for it. */
  readonly because: readonly FindingCode[]
}

/** What others see: codes or values of the field, or a form that stands for it. */
export type SeenForm = { readonly kind: 'answer'; readonly value: JsonValue } | SafeForm

/**
 * Returns everything of a shareable part, in the order of the form, with what a warning makes of it.
 *
 * @param content What may go out; null where nothing may.
 */
export function compareRelease(
  shareable: JsonObject,
  judged: { readonly content: WarningContent | null; readonly reasons: readonly Finding[] },
): readonly ComparedValue[] {
  return coreFields.flatMap((field) => {
    const value = Object.hasOwn(shareable, field.id) ? shareable[field.id] : undefined
    if (value === undefined || (isJsonList(value) && value.length === 0)) return []
    if (field.type !== 'records' || !isJsonList(value)) return [comparedAnswer(field, value, judged)]
    return value.map((entry, index) => comparedEntry(field, { entry, index }, judged))
  })
}

type Judged = Parameters<typeof compareRelease>[1]

function comparedAnswer(field: CoreField, typed: JsonValue, judged: Judged): ComparedValue {
  const pointer = pointerTo('', field.id)
  const found = findingsAt(pointer, judged)
  const released = judged.content === null ? [] : releasedOf(field.id, judged.content)
  const wanted = isJsonList(typed) ? typed : [typed]
  const kept = wanted.filter((one) => released.includes(one))
  const fate = kept.length === wanted.length ? 'out' : kept.length > 0 || found.seen.length > 0 ? 'less' : 'not'
  const seen: readonly SeenForm[] = kept.length === 0 ? found.seen : [{ kind: 'answer', value: isJsonList(typed) ? kept : typed }]
  return { pointer, field, typed, fate, seen: fate === 'out' ? [] : seen, because: found.because }
}

function comparedEntry(field: CoreField, { entry, index }: { entry: JsonValue; index: number }, judged: Judged): ComparedValue {
  const pointer = pointerTo(pointerTo('', field.id), index)
  const found = findingsAt(pointer, judged)
  const isWhole = judged.content !== null && found.because.length === 0 && isReleased(entry, judged.content)
  const partly = isWhole || judged.content === null ? [] : partsOut(entry, judged.content)
  const seen = [...found.seen, ...partly]
  const fate = isWhole ? 'out' : seen.length > 0 ? 'less' : 'not'
  return { pointer, field, typed: [entry], fate, seen: isWhole ? [] : seen, because: found.because }
}

function findingsAt(pointer: string, { content, reasons }: Judged): { because: FindingCode[]; seen: SafeForm[] } {
  const isHere = (one: string | null) => one === pointer || one?.startsWith(`${pointer}/`) === true
  const here = reasons.filter(({ pointers }) => pointers.some(isHere))
  const forms = content === null ? [] : here.filter(({ code }) => findingEffects[code] !== 'holds')
  return {
    because: [...new Set(here.map(({ code }) => code))],
    seen: forms.flatMap(({ safeForms }) => safeForms.filter((one) => isHere(one.pointer)).map(({ form }) => form)),
  }
}

function isReleased(entry: JsonValue, content: WarningContent): boolean {
  if (!isJsonObject(entry)) return false
  const type = indicatorTypeOf(textAt(entry, 'type') ?? '')
  if (type !== null) {
    const { indicator } = readObservable(type, textAt(entry, 'value') ?? '')
    if (indicator === null) return false
    if (indicator.type === 'cve') return content.cve.includes(indicator.value)
    return content.indicators.some((one) => one.type === indicator.type && one.value === indicator.value)
  }
  const cve = textAt(entry, 'cve')
  const product = textAt(entry, 'product')
  const isProductOut = content.products.some(({ name }) => name === product)
  return (cve === null || content.cve.includes(cve)) && (product === null || isProductOut)
}

/** Of a vulnerability, what goes out of it where not all of it does as it was typed: products are named as our catalogue has them. */
function partsOut(entry: JsonValue, content: WarningContent): SeenForm[] {
  const cve = isJsonObject(entry) ? textAt(entry, 'cve') : null
  return cve !== null && content.cve.includes(cve) ? [{ kind: 'answer', value: [{ cve }] }] : []
}

/** Returns which answers to a field a warning repeats. */
function releasedOf(id: string, content: WarningContent): readonly JsonValue[] {
  const { vectors, systems, extortion, spread } = content.happening.slots
  switch (id) {
    case 'inc.kind':
      return [content.kind]
    case 'tec.vector':
      return vectors
    case 'ast.type':
      return systems
    case 'ran.type':
      return extortion
    case 'spread':
      return spread.length > 0 ? ['yes'] : []
    case 'spread.through':
      return spread
    case 'tec.ttp':
    case 'ddos.class':
      return content.techniques
    case 'chain.product':
      return content.products.map(({ name }) => name)
    default:
      return []
  }
}
