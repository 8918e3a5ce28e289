import Type, { type Static } from 'typebox'
import { canonicalJson, type JsonObject } from '#base/canonical-json.ts'
import { isJsonObject, listAt, objectAt, textAt } from '#base/json-object.ts'
import { CodedError } from '#base/coded-error.ts'
import { canonicalBase64 } from '#envelope/canonical-base64.ts'
import { hybridAgeFile } from '#envelope/filing-schema.ts'
import { openRecord, sealRecord, type RecordSigner } from '#envelope/sealed-record.ts'
import type { PersonalKey } from '#envelope/personal-key.ts'
import { isInstant } from '#rulebook/answer-value.ts'
import type { AssessmentOfAll } from '#rulebook/assess-all.ts'

const strict = { additionalProperties: false } as const
const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })
const name = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:/+-]{0,99}$' })

/** Longest base64 text of the sealed part, in characters; the largest size bucket makes 1.4 million. */
const longestSealed = 1_500_000

/** Schema of a decision on its way to the record: the server reads which rulebooks were asked, and nothing else. */
export const sealedDecisionSchema = Type.Object(
  {
    decisionId: uuid,
    rulebooks: Type.Array(Type.Object({ id: name, version: name }, strict), { minItems: 1, maxItems: 64 }),
    sealed: Type.String({ pattern: hybridAgeFile, maxLength: longestSealed, description: 'An age file, base64' }),
  },
  strict,
)

/** A decision as it travels and is kept. */
export type SealedDecision = Static<typeof sealedDecisionSchema>

/** A decision in the record, as far as the server can read it. */
export type RecordedDecision = {
  readonly decisionId: string
  /** Instant, ISO 8601 in UTC, by the server's clock. */
  readonly recordedAt: string
  readonly rulebooks: SealedDecision['rulebooks']
  /** SHA-256 of the canonical JSON of what was sent, hexadecimal. */
  readonly digest: string
}

/** What was decided: the facts, what the law asked on them, and when that was reckoned. */
export type Decision = {
  readonly facts: JsonObject
  readonly assessment: AssessmentOfAll
  /** Instant, ISO 8601 in UTC, by the clock of the device. */
  readonly decidedAt: string
}

/** A decision that was opened, with its signer. */
export type OpenedDecision = Decision & { readonly signer: RecordSigner }

/** A recorded decision that cannot be shown. */
export class DecisionError extends CodedError<'DECISION_MALFORMED'> {}

const kind = 'decision'

/**
 * Returns `decision` signed and sealed to the own organisation. A retry must send the same again: two calls share no ciphertext.
 *
 * @throws {EnvelopeError} as `sealRecord` does.
 */
export async function sealDecision(
  decisionId: string,
  decision: Decision,
  keys: { readonly recipient: string; readonly signer: PersonalKey; readonly signerKeyId: string },
): Promise<SealedDecision> {
  const rulebooks = decision.assessment.rulebooks.map(({ id, version }) => ({ id, version }))
  // As JSON carries it: what is undefined in a type is absent in a record.
  const content = JSON.parse(JSON.stringify({ ...decision, rulebooks })) as JsonObject
  const file = await sealRecord({ kind, id: decisionId, content }, keys)
  return { decisionId, rulebooks, sealed: file.toBase64() }
}

/**
 * Returns the decision that was sealed.
 *
 * @param identities age identities of the own organisation.
 * @throws {EnvelopeError} as `openRecord` does.
 * @throws {DecisionError} if it is none that this program wrote, or the rulebooks beside it are not those that were signed.
 */
export async function openDecision(kept: SealedDecision, identities: Iterable<string>): Promise<OpenedDecision> {
  const file = canonicalBase64(kept.sealed, longestSealed)
  if (file === null) throw malformed(kept)
  const { content, signer } = await openRecord(file, { kind, id: kept.decisionId }, identities)
  const facts = objectAt(content, 'facts')
  const assessment = objectAt(content, 'assessment')
  const decidedAt = textAt(content, 'decidedAt')
  const isSame = canonicalJson(listAt(content, 'rulebooks')) === canonicalJson(kept.rulebooks)
  if (facts === null || assessment === null || decidedAt === null || !isInstant(decidedAt) || !isSame || !isAssessment(assessment)) {
    throw malformed(kept)
  }
  return { facts, assessment, decidedAt, signer }
}

function malformed({ decisionId }: SealedDecision): DecisionError {
  return new DecisionError('DECISION_MALFORMED', `Cannot show decision ${decisionId}: expected facts, assessment and its rulebooks`)
}

// A colleague's signed word, checked as far as a page needs in order to begin.
function isAssessment(value: unknown): value is AssessmentOfAll {
  if (!isJsonObject(value as JsonObject)) return false
  const lists = ['rulebooks', 'obligations', 'voluntary', 'missing', 'ignored', 'notAssessed', 'outOfForce']
  return lists.every((key) => Array.isArray((value as JsonObject)[key])) && typeof (value as JsonObject)['verdict'] === 'string'
}
