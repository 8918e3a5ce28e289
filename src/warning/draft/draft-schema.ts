import Type from 'typebox'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { clearances } from '#identity/actor.ts'
import { indicatorRoles, indicatorTypes } from '#indicator/indicator.ts'
import {
  actionCodes,
  advices,
  confidences,
  detectionLanguages,
  extortionCodes,
  papLevels,
  spreadCodes,
  systemCodes,
  vectorCodes,
  warningKinds,
  wrongReasons,
} from '../warning.ts'

const closed = { additionalProperties: false } as const
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'Day in UTC' })

// Controls, marks that turn the direction of writing and invisible letters make a text read as another one.
const misleading = '\\u000b-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff'

/** Pattern of texts that people write: tab and line feed are text, other controls are not. */
export const plainText = `^[^\\u0000-\\u0008${misleading}]*$`

/** Pattern of names: in a message of plain text a second line would read as one of ours. */
export const plainLine = `^[^\\u0000-\\u000a${misleading}]*$`

/** What people write of a warning; the rest follows from it. It takes as much as the gate lets through by itself: that, too, is revised. */
export const editableSchema = Type.Object(
  {
    tlp: Type.Enum([...clearances]),
    pap: Type.Enum([...papLevels]),
    kind: Type.Enum([...warningKinds]),
    confidence: Type.Enum([...confidences]),
    actions: Type.Array(Type.Enum([...actionCodes]), { uniqueItems: true, maxItems: 20 }),
    slots: Type.Object(
      {
        vectors: Type.Array(Type.Enum([...vectorCodes]), { uniqueItems: true }),
        systems: Type.Array(Type.Enum([...systemCodes]), { uniqueItems: true }),
        extortion: Type.Array(Type.Enum([...extortionCodes]), { uniqueItems: true }),
        spread: Type.Array(Type.Enum([...spreadCodes]), { uniqueItems: true }),
      },
      closed,
    ),
    validUntil: day,
    indicators: Type.Array(
      Type.Object(
        {
          type: Type.Enum([...indicatorTypes]),
          value: words(2_048),
          role: Type.Union([Type.Enum([...indicatorRoles]), Type.Null()]),
          advice: Type.Enum([...advices]),
          confidence: Type.Enum([...confidences]),
          validUntil: day,
        },
        closed,
      ),
      { maxItems: 10_000 },
    ),
    techniques: Type.Array(Type.String({ pattern: '^T[0-9]{4}(\\.[0-9]{3})?$' }), { maxItems: 1_000 }),
    products: Type.Array(Type.Object({ name: line(100), version: Type.Union([line(40), Type.Null()]) }, closed), { maxItems: 500 }),
    cve: Type.Array(Type.String({ pattern: '^CVE-[0-9]{4}-(0[0-9]{3}|[1-9][0-9]{3,18})$' }), { maxItems: 500 }),
    detections: Type.Array(Type.Object({ language: Type.Enum([...detectionLanguages]), name: line(120), text: words(20_000) }, closed), {
      maxItems: 20,
    }),
    note: Type.Union([Type.Object({ ja: words(2_000), en: words(2_000) }, closed), Type.Null()]),
  },
  closed,
)

/** What people write of a warning. */
export type EditableWarning = Type.Static<typeof editableSchema>

/** Body of a request for a draft: of a held report, of a campaign, of a warning that is out, or from scratch. */
export const newDraftSchema = Type.Union([
  Type.Object({ reportId: uuidSchema }, closed),
  Type.Object({ campaignId: uuidSchema }, closed),
  Type.Object({ warningId: uuidSchema }, closed),
  Type.Object({ content: editableSchema }, closed),
])

/** Body of a change of a draft; `changedAt` is that of the draft as it was read, so that nobody writes over somebody else. */
export const changeSchema = Type.Object(
  {
    changedAt: Type.String({ maxLength: 40 }),
    content: editableSchema,
    overrule: Type.Optional(
      Type.Union([words(500), Type.Null()], {
        description: 'Why it is to go out although products or values could narrow down who was hit; two releasers have to approve then',
      }),
    ),
  },
  closed,
)

/** Body of a signature. */
export const signatureSchema = Type.Object(
  {
    signedAt: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,18}Z$', description: 'Instant, ISO 8601 in UTC' }),
    signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$', description: 'Base64 of an Ed25519 signature' }),
  },
  closed,
)

/** Body of a request to take back a warning, or some of its indicators. */
export const recallSchema = Type.Object(
  {
    reason: Type.Enum([...wrongReasons]),
    indicatorIds: Type.Union([Type.Array(uuidSchema, { minItems: 1, maxItems: 10_000, uniqueItems: true }), Type.Null()], {
      description: 'Null takes back the whole warning',
    }),
  },
  closed,
)

function line(most: number) {
  return Type.String({ pattern: plainLine, maxLength: most })
}

function words(most: number) {
  return Type.String({ pattern: plainText, maxLength: most })
}
