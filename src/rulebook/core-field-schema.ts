import { Type, type Static } from 'typebox'

const exact = { additionalProperties: false }

/** Schema of a text in every language. */
export const LocalTextSchema = Type.Object({ ja: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, exact)

const OptionSchema = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.+-]*$' }),
    label: LocalTextSchema,
    /** True for an answer that excludes every other one, such as "none". */
    exclusive: Type.Optional(Type.Boolean()),
  },
  exact,
)

const options = Type.Array(OptionSchema, { minItems: 1 })
const count = Type.Integer({ minimum: 1 })
const list = {
  maximumItems: count,
  /** True where an empty list is the answer "none"; elsewhere it is no answer. */
  emptyMeansNone: Type.Optional(Type.Boolean()),
}
const identifier = {
  pattern: Type.String(),
  /** Characters that people put between the others and that carry no meaning. */
  ignore: Type.Optional(Type.String()),
  upperCase: Type.Optional(Type.Boolean()),
  example: Type.Optional(Type.String()),
}

const code = { type: Type.Literal('code'), options }
const yesNo = { type: Type.Literal('yes-no') }
const text = { type: Type.Literal('text'), maximumLength: count }
const oneIdentifier = { type: Type.Literal('identifier'), ...identifier }
const moment = { type: Type.Enum(['instant', 'date', 'duration']) }
const number = {
  type: Type.Literal('number'),
  minimum: Type.Optional(Type.Number()),
  maximum: Type.Optional(Type.Number()),
  integer: Type.Optional(Type.Boolean()),
}

const itemBase = { key: Type.String({ pattern: '^[a-z][a-zA-Z_]*$' }), label: LocalTextSchema, required: Type.Optional(Type.Boolean()) }

const ItemSchema = Type.Union([
  Type.Object({ ...itemBase, ...code }, exact),
  Type.Object({ ...itemBase, ...yesNo }, exact),
  Type.Object({ ...itemBase, ...text }, exact),
  Type.Object({ ...itemBase, ...oneIdentifier }, exact),
  Type.Object({ ...itemBase, ...moment }, exact),
  Type.Object({ ...itemBase, ...number }, exact),
])

const identifiers = { type: Type.Literal('identifiers'), ...identifier, ...list }

const RequirementSchema = Type.Enum(['required', 'optional', 'absent'])

const factBase = {
  id: Type.String({ pattern: '^[a-z]+(\\.[a-z][a-z0-9_]*)*$' }),
  label: LocalTextSchema,
  hint: Type.Optional(LocalTextSchema),
}

const fieldBase = {
  ...factBase,
  /** Number of the question of the first report that this answer belongs to. */
  question: Type.Optional(Type.Integer({ minimum: 1, maximum: 16 })),
  parts: Type.Array(Type.Enum(['shareable', 'handling', 'sealed']), { minItems: 1, uniqueItems: true }),
  asked: Type.Object({ initial: RequirementSchema, detailed: RequirementSchema, final: RequirementSchema }, exact),
  /** Condition over other answers: the field is asked for, and required, only where it holds. */
  askedIf: Type.Optional(Type.String()),
}

const records = { type: Type.Literal('records'), items: Type.Array(ItemSchema, { minItems: 1 }), ...list }

/** Schema of one field of the common core: what is asked, in which form, at which stage, and into which part of a report it goes. */
export const CoreFieldSchema = Type.Union([
  Type.Object({ ...fieldBase, ...code }, exact),
  Type.Object({ ...fieldBase, type: Type.Literal('codes'), options }, exact),
  Type.Object({ ...fieldBase, ...yesNo }, exact),
  Type.Object({ ...fieldBase, ...text }, exact),
  Type.Object({ ...fieldBase, type: Type.Literal('texts'), maximumLength: count, ...list }, exact),
  Type.Object({ ...fieldBase, ...oneIdentifier }, exact),
  Type.Object({ ...fieldBase, ...identifiers }, exact),
  Type.Object({ ...fieldBase, ...moment }, exact),
  Type.Object({ ...fieldBase, ...number }, exact),
  Type.Object({ ...fieldBase, ...records }, exact),
])

/** Schema of a fact that laws turn on and no report asks for: what an operator or its counsel has determined, and what was filed before. */
export const LegalFactSchema = Type.Union([
  Type.Object({ ...factBase, ...code }, exact),
  Type.Object({ ...factBase, ...yesNo }, exact),
  Type.Object({ ...factBase, ...identifiers }, exact),
  Type.Object({ ...factBase, ...moment }, exact),
  Type.Object({ ...factBase, ...number }, exact),
  Type.Object({ ...factBase, ...records }, exact),
])

/** Schema of the data file of legal facts. */
export const LegalFactsFileSchema = Type.Object(
  { format: Type.Literal('noroshi-legal-facts-1'), facts: Type.Array(LegalFactSchema, { minItems: 1 }) },
  exact,
)

/** Schema of a data file of core fields. */
export const CoreFieldsFileSchema = Type.Object(
  {
    format: Type.Literal('noroshi-core-fields-1'),
    group: Type.Enum(['prefilled', 'first-report', 'technical', 'effects', 'personal-data', 'follow-up']),
    fields: Type.Array(CoreFieldSchema, { minItems: 1 }),
  },
  exact,
)

/** One field of the common core. */
export type CoreField = Static<typeof CoreFieldSchema>

/** One key of the records that a field of type `records` lists. */
export type RecordItem = Static<typeof ItemSchema>

/** One choice of a field of type `code` or `codes`. */
export type CodeOption = Static<typeof OptionSchema>

/** Part of a report that an answer goes into. */
export type ReportPart = CoreField['parts'][number]

/** A fact that laws turn on and no report asks for. */
export type LegalFact = Static<typeof LegalFactSchema>
