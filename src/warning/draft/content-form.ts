import Type from 'typebox'
import { Check } from 'typebox/value'
import { clearances } from '#identity/actor.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { indicatorRoles, indicatorTypes } from '#indicator/indicator.ts'
import {
  actionCodes,
  advices,
  audienceCodes,
  confidences,
  detectionLanguages,
  extortionCodes,
  papLevels,
  spreadCodes,
  systemCodes,
  vectorCodes,
  warningKinds,
  wrongReasons,
  type WarningContent,
} from '../warning.ts'
import { plainLine, plainText } from './draft-schema.ts'

const closed = { additionalProperties: false } as const
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const text = Type.String({ maxLength: 20_000 })
// What signers read must be what goes out: nothing turned around, nothing hidden.
const words = Type.String({ maxLength: 20_000, pattern: plainText })
const line = Type.String({ maxLength: 400, pattern: plainLine })
const type = Type.Enum([...indicatorTypes])

const contentForm = Type.Object(
  {
    tlp: Type.Enum([...clearances]),
    pap: Type.Enum([...papLevels]),
    kind: Type.Enum([...warningKinds]),
    audience: Type.Enum([...audienceCodes]),
    sectorGroups: codes(Type.String({ pattern: '^[a-z][a-z0-9.-]{0,79}$' })),
    actions: codes(Type.Enum([...actionCodes])),
    happening: Type.Object(
      {
        template: Type.Enum([...warningKinds]),
        slots: Type.Object(
          {
            vectors: codes(Type.Enum([...vectorCodes])),
            systems: codes(Type.Enum([...systemCodes])),
            extortion: codes(Type.Enum([...extortionCodes])),
            spread: codes(Type.Enum([...spreadCodes])),
          },
          closed,
        ),
      },
      closed,
    ),
    confidence: Type.Enum([...confidences]),
    validFrom: day,
    validUntil: day,
    indicators: Type.Array(
      Type.Object(
        {
          id: uuidSchema,
          type,
          value: text,
          role: Type.Union([Type.Enum([...indicatorRoles]), Type.Null()]),
          advice: Type.Enum([...advices]),
          confidence: Type.Enum([...confidences]),
          pattern: text,
          validUntil: day,
        },
        closed,
      ),
      { maxItems: 10_000 },
    ),
    techniques: Type.Array(Type.String({ pattern: '^T[0-9]{4}(\\.[0-9]{3})?$' }), { maxItems: 1_000 }),
    products: Type.Array(Type.Object({ name: line, version: Type.Union([line, Type.Null()]) }, closed), { maxItems: 1_000 }),
    cve: Type.Array(Type.String({ pattern: '^CVE-[0-9]{4}-[0-9]{4,19}$' }), { maxItems: 10_000 }),
    detections: Type.Array(Type.Object({ language: Type.Enum([...detectionLanguages]), name: line, text: words }, closed), {
      maxItems: 20,
    }),
    note: Type.Union([Type.Object({ ja: words, en: words }, closed), Type.Null()]),
    knownWrong: Type.Array(Type.Object({ type, value: text, reason: Type.Enum([...wrongReasons]) }, closed), { maxItems: 100_000 }),
    references: Type.Array(text, { maxItems: 20_000 }),
    replaces: Type.Union([uuidSchema, Type.Null()]),
  },
  closed,
)

function codes<Schema extends Parameters<typeof Type.Array>[0]>(one: Schema) {
  return Type.Array(one, { maxItems: 100, uniqueItems: true })
}

/** Tells whether `value` is the content of a warning: everything that one says, in the forms that our own code gives it, and nothing else. */
export function isContent(value: unknown): value is WarningContent {
  return Check(contentForm, value)
}
