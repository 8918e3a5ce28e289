import Type from 'typebox'
import { clearances } from '#identity/actor.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { indicatorRoles, indicatorTypes } from '#indicator/indicator.ts'
import {
  actionCodes,
  advices,
  audienceCodes,
  confidences,
  extortionCodes,
  papLevels,
  spreadCodes,
  systemCodes,
  vectorCodes,
  detectionLanguages,
  warningActs,
  warningStates,
  warningKinds,
  wrongReasons,
} from './warning.ts'
import { standingOf } from './validity.ts'
import type { WarningBody } from './warning-body.ts'
import type { PublishedWarning } from './warning-table.ts'

const day = Type.String({ format: 'date', description: 'Day in UTC' })

const indicatorSchema = Type.Object({
  id: uuidSchema,
  type: Type.Enum([...indicatorTypes]),
  value: Type.String(),
  role: Type.Union([Type.Enum([...indicatorRoles]), Type.Null()]),
  advice: Type.Enum([...advices]),
  confidence: Type.Enum([...confidences]),
  pattern: Type.String({ description: 'STIX 2.1 pattern' }),
  validUntil: day,
})

const happeningSchema = Type.Object({
  template: Type.Enum([...warningKinds]),
  slots: Type.Object({
    vectors: Type.Array(Type.Enum([...vectorCodes])),
    systems: Type.Array(Type.Enum([...systemCodes])),
    extortion: Type.Array(Type.Enum([...extortionCodes])),
    spread: Type.Array(Type.Enum([...spreadCodes])),
  }),
  leftOut: Type.Optional(
    Type.Integer({ minimum: 1, description: 'About how many indicators were reported beside those that one warning carries' }),
  ),
})

/** A warning as the API and the event stream carry it. */
export const warningSchema = Type.Object({
  id: uuidSchema,
  version: Type.Integer({ minimum: 1 }),
  act: Type.Enum([...warningActs], { description: 'The first version, one that replaces it, or one that takes the warning back' }),
  state: Type.Enum([...warningStates], {
    description:
      'Where it stands: revised or recalled since its first version, or no longer valid. The event stream tells what each version did',
  }),
  sequence: Type.Integer({ minimum: 1, description: 'Place in the order of publication among the warnings that the caller may read' }),
  publishedAt: Type.String({ format: 'date-time', description: 'Release tick' }),
  tlp: Type.Enum([...clearances]),
  pap: Type.Enum([...papLevels]),
  kind: Type.Enum([...warningKinds]),
  audience: Type.Enum([...audienceCodes]),
  sectorGroups: Type.Array(Type.String(), { description: 'Groups of sectors for which it is; empty: for all' }),
  actions: Type.Array(Type.Enum([...actionCodes]), { description: 'What to do, most urgent first' }),
  happening: happeningSchema,
  confidence: Type.Enum([...confidences]),
  validFrom: day,
  validUntil: day,
  indicators: Type.Array(indicatorSchema),
  techniques: Type.Array(Type.String({ description: 'ATT&CK id' })),
  products: Type.Array(Type.Object({ name: Type.String(), version: Type.Union([Type.String(), Type.Null()]) })),
  cve: Type.Array(Type.String()),
  detections: Type.Array(Type.Object({ language: Type.Enum([...detectionLanguages]), name: Type.String(), text: Type.String() })),
  note: Type.Union([Type.Object({ ja: Type.String(), en: Type.String() }), Type.Null()]),
  knownWrong: Type.Array(Type.Object({ type: Type.Enum([...indicatorTypes]), value: Type.String(), reason: Type.Enum([...wrongReasons]) })),
  references: Type.Array(Type.String({ format: 'uri' })),
  replaces: Type.Union([uuidSchema, Type.Null()]),
  signature: Type.Union([
    Type.Object(
      { keyId: uuidSchema, ed25519: Type.String(), mlDsa44: Type.String() },
      { description: 'Of the release gate, over everything but `sequence` and `state`; `noroshi verify` verifies it' },
    ),
    Type.Null(),
  ]),
})

/**
 * Returns what recipients get of a warning: its content, its place, its tick, where it stands and the gate's signature, and nothing else.
 *
 * @param now Today's instant, for warnings that are no longer valid; the tick where it is left out.
 */
export function warningBody(warning: PublishedWarning, now?: Temporal.Instant): WarningBody {
  const { id, version, act, sequence, publishedAt, content, signature } = warning
  const state = standingOf({ act, validUntil: content.validUntil }, now ?? Temporal.Instant.from(publishedAt))
  return { id, version, act, state, sequence, publishedAt, ...content, signature }
}
