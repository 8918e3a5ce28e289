import Type from 'typebox'
import type { JsonObject } from '#base/canonical-json.ts'
import { longestDenyList } from './deny-list.ts'
import { longestEnvelope } from './key-envelope.ts'
import { longestBody } from './size-bucket.ts'

/**
 * The first 39 bytes of an age file with a hybrid stanza, "age-encryption.org/v1\n-> mlkem768x25519", as base64: a pattern.
 *
 * A server can tell at once that it was not sent a plaintext or a classical envelope; a pattern over every character would cost more than parsing
 * the request.
 */
export const hybridAgeFile = '^YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0\\+IG1sa2VtNzY4eDI1NTE5'

const strict = { additionalProperties: false } as const
const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const name = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:/+-]{0,99}$' })
const answers = Type.Unsafe<JsonObject>({ type: 'object' })

const keyEnvelopeSchema = Type.Object(
  {
    keyId: uuid,
    envelope: Type.String({ pattern: hybridAgeFile, maxLength: longestEnvelope }),
  },
  { ...strict, description: "A report's key or one half of it, for the holder of one organisation key." },
)

/** Most attachments of one filing. */
export const mostAttachments = 20

const attachmentSchema = Type.Object(
  {
    id: uuid,
    bytes: Type.Integer({ minimum: 1, maximum: 110_000_000, description: 'Size of the ciphertext' }),
    digest: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 in hex over the ciphertext' }),
  },
  { ...strict, description: 'An attachment: one age file for the report key, uploaded by itself. Its name lies inside the sealed body.' },
)

const denyListSchema = Type.Object(
  {
    keyId: uuid,
    file: Type.String({ pattern: hybridAgeFile, maxLength: longestDenyList }),
  },
  { ...strict, description: 'Words that must not get out, for the release gate alone. Filers of earlier versions send none.' },
)

/** JSON schema of a filing: one sealed report as it travels and is stored. The server checks this, then the signature; nothing else is its business. */
export const filingSchema = Type.Object(
  {
    format: Type.Literal('noroshi-filing-1'),
    reportId: uuid,
    incidentId: uuid,
    previousReportId: Type.Union([uuid, Type.Null()]),
    stage: Type.String({ pattern: '^[a-z]{1,20}$' }),
    rulebook: Type.Object({ id: name, version: name }, strict),
    handling: answers,
    shareable: answers,
    sealed: Type.Object(
      {
        body: Type.String({ pattern: hybridAgeFile, maxLength: longestBody }),
        owner: keyEnvelopeSchema,
        authorities: Type.Array(keyEnvelopeSchema, { minItems: 1, maxItems: 16 }),
        log: keyEnvelopeSchema,
        recovery: keyEnvelopeSchema,
        attachments: Type.Array(attachmentSchema, { maxItems: mostAttachments }),
        denyList: Type.Optional(denyListSchema),
      },
      strict,
    ),
    signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' }),
  },
  strict,
)

/** A report's key or one half of it, in an envelope for the organisation key `keyId`. */
export type KeyEnvelope = Type.Static<typeof keyEnvelopeSchema>

/** An attachment as a filing names it. */
export type FiledAttachment = Type.Static<typeof attachmentSchema>

/** One sealed report: the two parts that the server reads, the part that it cannot read, and the filer's signature over all of it. */
export type Filing = Type.Static<typeof filingSchema>
