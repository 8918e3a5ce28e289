import { Type, type Static } from 'typebox'
import { LocalTextSchema } from './core-field-schema.ts'
import { ClauseSchema, LimitSchema, PeriodSchema, SourceSchema, StatementSchema, feel, stageName } from './law-part-schema.ts'
import { code, exact, instantOrNull, isoDate, name } from './schema-part.ts'

/** The clock of an authority starts when it receives a report; which version counts where that report came more than once. */
const ReceiptSchema = Type.Object({ received: stageName, version: Type.Enum(['first', 'latest']) }, exact)

/** A body of the rulebook, or null: for who is bound the minister with jurisdiction over the operator's sector, for whom it is done the operator. */
const PartySchema = Type.Object({ recipient: Type.Union([Type.Null(), code]), text: LocalTextSchema }, exact)

const act = {
  id: name,
  act: Type.Enum(['acknowledgement', 'response', 'forwarding']),
  name: LocalTextSchema,
  from: ReceiptSchema,
  to: Type.Array(PartySchema, { minItems: 1 }),
  /** True where the act is owed again after each report of that stage. */
  repeats: Type.Optional(Type.Boolean()),
}

const ActSchema = Type.Object(
  {
    ...act,
    /** The act is owed only where this condition holds. */
    if: Type.Optional(feel),
    limit: LimitSchema,
    /** True where the law asks for the limit only as far as possible. */
    wherePossible: Type.Boolean(),
    clause: ClauseSchema,
    /** Clauses that govern how the period is counted. */
    counting: Type.Array(ClauseSchema),
  },
  exact,
)

/** A worked example: facts in, acts out. */
const ExampleSchema = Type.Object(
  {
    name: LocalTextSchema,
    facts: Type.Record(Type.String(), Type.Unknown()),
    /** Every act that is owed, by id, with its due instant; null where it has none. */
    expect: Type.Object({ acts: Type.Record(Type.String(), instantOrNull) }, exact),
  },
  exact,
)

/** Schema of a data file that states what the law asks of the authority that receives reports. */
export const AuthorityDutySchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal('noroshi-authority-duty-1'),
    boundParty: Type.Literal('authority'),
    id: code,
    jurisdiction: Type.String({ pattern: '^[A-Z]{2}$' }),
    status: Type.Enum(['in-force', 'proposed', 'repealed']),
    /** Half-open, judged at the receipt that starts the clock; null for a proposal without a date. */
    validFrom: Type.Union([Type.Null(), isoDate]),
    validTo: Type.Union([Type.Null(), isoDate]),
    law: LocalTextSchema,
    title: LocalTextSchema,
    sources: Type.Array(SourceSchema, { minItems: 1 }),
    /** Ids of the operators' duties whose reports start the clocks. */
    answers: Type.Array(code, { minItems: 1, uniqueItems: true }),
    /** Which authorities are bound. */
    bound: Type.Array(Type.Object({ ...PartySchema.properties, clause: ClauseSchema }, exact), { minItems: 1 }),
    acts: Type.Array(ActSchema, { minItems: 1 }),
    notes: Type.Array(StatementSchema),
    examples: Type.Array(ExampleSchema, { minItems: 1 }),
  },
  exact,
)

/** Schema of a target that a deployment sets itself for an act on which the law puts no clock; never law, and never shown as law. */
export const AuthorityTargetSchema = Type.Object(
  {
    ...act,
    answers: Type.Array(code, { minItems: 1, uniqueItems: true }),
    bound: Type.Array(PartySchema, { minItems: 1 }),
    limit: PeriodSchema,
    /** What the target rests on, and that it is none of law. */
    basis: LocalTextSchema,
  },
  exact,
)

/** What the law asks of an authority, as its data file states it. */
export type AuthorityDutyData = Static<typeof AuthorityDutySchema>

/** One act that an authority owes. */
export type AuthorityActData = AuthorityDutyData['acts'][number]

/** A worked example of an authority's duty. */
export type AuthorityExample = AuthorityDutyData['examples'][number]

/** A target of service for an authority. */
export type AuthorityTarget = Static<typeof AuthorityTargetSchema>
