import { Type, type Static } from 'typebox'
import { checkShape } from '../check-shape.ts'
import { RulebookError } from '../rulebook-error.ts'
import { exact } from '../schema-part.ts'
import { isStageKey, readDelay, type KnownLaws } from './filing-plan.ts'
import type { Filing } from './incident.ts'
import { randomStream } from './random-stream.ts'

const AroundSchema = Type.Object(
  {
    /** Half of the reports are sent earlier than this after the start of the clock. */
    median: Type.String(),
    /** 68 of 100 reports are sent between the median divided and multiplied by this. */
    spread: Type.Number({ exclusiveMinimum: 1, maximum: 100 }),
    /** Share that is never sent. */
    never: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  },
  exact,
)

const DelaysSchema = Type.Object(
  {
    format: Type.Literal('noroshi-delays-1'),
    /** By stage, or by law and stage, which counts first: a fixed delay, `never`, or delays around a median. */
    stages: Type.Record(Type.String(), Type.Union([Type.String(), AroundSchema])),
  },
  exact,
)

type Delay =
  | { readonly kind: 'never' }
  | { readonly kind: 'fixed'; readonly milliseconds: number }
  | ({ readonly kind: 'around'; readonly milliseconds: number } & Pick<Static<typeof AroundSchema>, 'spread' | 'never'>)

/** Filing delays to try: what every operator is assumed to take for each stage. */
export type DelayTable = { readonly seed: number; readonly stages: ReadonlyMap<string, Delay> }

/**
 * Returns the delays that a data file states.
 *
 * @param options `file` is named in errors; `seed` decides what is drawn around a median.
 * @throws {RulebookError} `RULEBOOK_SHAPE` naming the place of what does not have the form, `RULEBOOK_REFERENCE` for a law or stage that is not there.
 */
export function readDelayTable(
  input: unknown,
  laws: KnownLaws,
  { file, seed }: { readonly file: string; readonly seed: number },
): DelayTable {
  const { stages } = checkShape(DelaysSchema, input, file)
  const entries = Object.entries(stages).map(([key, value]): [string, Delay] => {
    const place = { file, pointer: `/stages/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` }
    if (!isStageKey(key, laws)) {
      throw new RulebookError('RULEBOOK_REFERENCE', `there is no stage "${key}"; expected initial, update, detailed, final, or LAW/STAGE`, {
        place,
      })
    }
    const delay = readEntry(value)
    if (delay === null) {
      throw new RulebookError('RULEBOOK_SHAPE', 'expected an ISO 8601 duration without years and months, such as PT20H, or "never"', {
        place,
      })
    }
    return [key, delay]
  })
  return { seed, stages: new Map(entries) }
}

function readEntry(value: string | Static<typeof AroundSchema>): Delay | null {
  if (value === 'never') return { kind: 'never' }
  const milliseconds = readDelay(typeof value === 'string' ? value : value.median)
  if (milliseconds === null) return null
  return typeof value === 'string' ? { kind: 'fixed', milliseconds } : { ...value, kind: 'around', milliseconds }
}

/**
 * Returns when the operator of the incident `id` reports the stage `key` of a law, or null where the table says nothing.
 *
 * What is drawn depends on the seed, the incident and the entry of the table alone, so that neither the order of incidents nor another rule set changes it.
 */
export function delayedFiling(table: DelayTable, id: string, keys: readonly string[]): Filing | null {
  const key = keys.find((one) => table.stages.has(one))
  const delay = key === undefined ? undefined : table.stages.get(key)
  if (key === undefined || delay === undefined) return null
  switch (delay.kind) {
    case 'never':
      return { kind: 'never' }
    case 'fixed':
      return { kind: 'after', milliseconds: delay.milliseconds }
    case 'around': {
      const stream = randomStream(table.seed, hashOf(id), hashOf(key))
      const milliseconds = Math.round(stream.around(delay.milliseconds, delay.spread))
      return stream.happens(delay.never ?? 0) ? { kind: 'never' } : { kind: 'after', milliseconds }
    }
  }
}

/** Returns 32 bits that depend on the whole of `text` (FNV-1a over UTF-16 units). */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193)
  return hash >>> 0
}
