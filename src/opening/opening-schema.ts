import Type from 'typebox'
import { longestEnvelope } from '#envelope/key-envelope.ts'
import { hybridAgeFile } from '#envelope/filing-schema.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { alarmKinds, type AlarmKind } from './opening-alarm.ts'

// Tab and line feed are text. Other controls act on a terminal or cannot be stored, and marks that turn the direction of writing make a
// purpose read as another one; the operator reads it from a stranger's hand.
const plain = '[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]'

const requestFields = {
  purpose: Type.String({ pattern: `^(?=\\s*\\S)${plain}+$`, maxLength: 400, description: 'Why the officer opens the report' }),
  requestedAt: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,18}Z$', description: 'Instant, ISO 8601 in UTC' }),
  nonce: Type.String({ pattern: '^[A-Za-z0-9+/=]{24}$', description: 'Base64 of 16 random bytes' }),
  signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$', description: 'Base64 of an Ed25519 signature' }),
  sealedOpeningId: Type.Optional(uuidSchema),
}

/** Body of a request to open one report. */
export const openingBodySchema = Type.Object(requestFields, { additionalProperties: false })

/** Body of a request to share one report. */
export const shareBodySchema = Type.Object(
  {
    keyId: uuidSchema,
    envelope: Type.String({
      pattern: hybridAgeFile,
      maxLength: longestEnvelope,
      description: "The authorities' half, wrapped for that key",
    }),
    requestedAt: requestFields.requestedAt,
    signature: requestFields.signature,
  },
  { additionalProperties: false },
)

/** What the server passes on to the log service: the wish, and the envelope of the report in which the log service's half lies. */
export const openingOrderSchema = Type.Object(
  {
    reportId: uuidSchema,
    personId: uuidSchema,
    logEnvelope: Type.String({ pattern: hybridAgeFile, maxLength: longestEnvelope }),
    ...requestFields,
  },
  { additionalProperties: false },
)

/** A signed wish to open a report, and who signed it. */
export type OpeningOrder = Type.Static<typeof openingOrderSchema>

const hashPattern = '^[0-9a-f]{64}$'

/** What the log service answers: the entry that it wrote, and its half of the report key wrapped for the officer. */
export const openingReleaseSchema = Type.Object(
  {
    openingId: uuidSchema,
    openedAt: Type.String(),
    entry: Type.Object(
      {
        seq: Type.Integer({ minimum: 1, description: 'Number of the entry in its case' }),
        commitment: Type.String({ pattern: hashPattern, description: 'What the leaf in the log says of the entry' }),
        salt: Type.String({ pattern: hashPattern, description: 'Opens the commitment together with the entry' }),
        text: Type.String({ maxLength: 4096, description: 'The entry as canonical JSON' }),
      },
      { additionalProperties: false },
    ),
    revealAt: Type.Union([Type.String(), Type.Null()], { description: 'From when the operator is told; null where it is told at once' }),
    logShare: Type.String(),
  },
  { additionalProperties: false },
)

/** What the log service answers the server: the release, and why the opening is out of the ordinary, which is not for the officer. */
export const watchedReleaseSchema = Type.Object(
  { ...openingReleaseSchema.properties, alarms: Type.Array(Type.Unsafe<AlarmKind>({ type: 'string', enum: alarmKinds })) },
  { additionalProperties: false },
)

/** A release with what is out of the ordinary about it. */
export type WatchedRelease = Type.Static<typeof watchedReleaseSchema>

/** An opening that is logged, with the half that it released. */
export type OpeningRelease = Type.Static<typeof openingReleaseSchema>
