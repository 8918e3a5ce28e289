import { Type, type Static } from 'typebox'
import { LocalTextSchema } from './core-field-schema.ts'

const exact = { additionalProperties: false }
const code = Type.String({ pattern: '^[a-z]{2}(\\.[a-z0-9]+(-[a-z0-9]+)*)+$' })
const name = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })
const isoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const url = Type.Union([Type.Null(), Type.String({ pattern: '^https://' })])

/** Validity is half-open: in force from the beginning of `validFrom` to the beginning of `validTo`, in the zone of the rulebook. */
const validity = { validFrom: isoDate, validTo: Type.Union([Type.Null(), isoDate]) }

const ClauseSchema = Type.Object(
  {
    /** Id of one of the law's sources. */
    source: name,
    clause: LocalTextSchema,
    /** False where nobody has compared the rule with the text of the clause; shown to people as such. */
    verified: Type.Boolean(),
  },
  exact,
)

const ConditionSchema = Type.Object(
  {
    id: name,
    /** Condition in FEEL over the ids of the core fields. */
    if: Type.String({ minLength: 1 }),
    /** What is said where the condition holds, does not hold, or is open. */
    yes: LocalTextSchema,
    no: LocalTextSchema,
    unknown: LocalTextSchema,
    clause: ClauseSchema,
  },
  exact,
)

const firstDay = Type.Enum(['excluded', 'included', 'excluded-unless-midnight'])
const amount = Type.Integer({ minimum: 1, maximum: 5000 })

const LimitSchema = Type.Union([
  /** No number of hours: a deployment may set a target of service, which is shown beside the duty and is never a limit of law. */
  Type.Object({ unit: Type.Literal('promptly'), text: LocalTextSchema }, exact),
  Type.Object({ unit: Type.Literal('hours'), amount }, exact),
  Type.Object(
    {
      unit: Type.Enum(['days', 'months']),
      amount,
      firstDay,
      lastDay: Type.Enum(['stays', 'next-working-day', 'previous-working-day']),
    },
    exact,
  ),
  Type.Object({ unit: Type.Literal('business-days'), amount, firstDay }, exact),
])

const StageSchema = Type.Object(
  {
    stage: Type.Enum(['initial', 'update', 'detailed', 'final']),
    name: LocalTextSchema,
    /** Name of the clock event at which the stage starts. */
    from: name,
    limit: LimitSchema,
    clause: ClauseSchema,
    /** Clauses that govern how the period is counted. */
    counting: Type.Array(ClauseSchema),
  },
  exact,
)

const RecipientSchema = Type.Object(
  {
    /** Code of the recipient, or null where it is the minister with jurisdiction over the sector of the operator. */
    recipient: Type.Union([Type.Null(), code]),
    text: LocalTextSchema,
    clause: ClauseSchema,
  },
  exact,
)

const FormSchema = Type.Object(
  {
    id: name,
    name: LocalTextSchema,
    /** Condition in FEEL that selects the form. */
    if: Type.String({ minLength: 1 }),
    /** Fields that this form has beside the items of the law. */
    fields: Type.Array(Type.String()),
    clause: ClauseSchema,
  },
  exact,
)

const ItemSchema = Type.Object(
  {
    number: Type.Integer({ minimum: 1 }),
    name: LocalTextSchema,
    /** Core fields that answer the item; empty where the system itself fills it in. */
    fields: Type.Array(Type.String()),
  },
  exact,
)

const SourceSchema = Type.Object(
  {
    id: name,
    /** Name by which people call it. */
    short: LocalTextSchema,
    title: LocalTextSchema,
    /** Number under which the official register keeps the text. */
    register: Type.Union([Type.Null(), Type.String()]),
    url,
  },
  exact,
)

const StatementSchema = Type.Object({ text: LocalTextSchema, clause: ClauseSchema }, exact)

/** Schema of a data file that states one duty of one law. */
export const LawSchema = Type.Object(
  {
    format: Type.Literal('noroshi-law-1'),
    id: code,
    jurisdiction: Type.String({ pattern: '^[A-Z]{2}$' }),
    status: Type.Enum(['in-force', 'proposed', 'repealed']),
    ...validity,
    law: LocalTextSchema,
    title: LocalTextSchema,
    sources: Type.Array(SourceSchema, { minItems: 1 }),
    /** Clock event whose instant decides which version of the law applies. */
    judgedAt: name,
    /** Who is bound: every condition must hold. */
    bound: Type.Array(ConditionSchema, { minItems: 1 }),
    /** What starts the duty: every condition must hold. */
    trigger: Type.Array(ConditionSchema, { minItems: 1 }),
    stages: Type.Array(StageSchema, { minItems: 1 }),
    recipients: Type.Array(RecipientSchema, { minItems: 1 }),
    items: Type.Array(ItemSchema),
    forms: Type.Array(FormSchema),
    penalties: Type.Array(StatementSchema),
    notes: Type.Array(StatementSchema),
  },
  exact,
)

/** Schema of the head of a rulebook: which laws, whose days. */
export const RulebookHeadSchema = Type.Object(
  {
    format: Type.Literal('noroshi-rulebook-1'),
    id: name,
    version: Type.String({ pattern: '^\\d{4}\\.\\d{2}\\.\\d{2}(\\.\\d+)?$' }),
    name: LocalTextSchema,
    zone: Type.Object({ id: Type.String({ pattern: '^[A-Za-z_]+(/[A-Za-z_]+)*$' }), name: LocalTextSchema }, exact),
    /** Id of the holiday calendar by which the last day of a period may move. */
    calendar: Type.String({ pattern: '^[a-z.-]+$' }),
    clockEvents: Type.Array(Type.Object({ event: name, fact: Type.String(), name: LocalTextSchema }, exact), { minItems: 1 }),
    recipients: Type.Array(
      Type.Object({ code, kind: Type.Enum(['ministry', 'cyber-office', 'police', 'privacy-commission']), name: LocalTextSchema }, exact),
      { minItems: 1 },
    ),
    designations: Type.Array(Type.Object({ code, name: LocalTextSchema }, exact)),
  },
  exact,
)

/** Schema of a data file of sector lists. */
export const SectorsFileSchema = Type.Object(
  {
    format: Type.Literal('noroshi-sectors-1'),
    lists: Type.Array(
      Type.Object(
        {
          id: code,
          name: LocalTextSchema,
          source: Type.Object({ title: LocalTextSchema, clause: LocalTextSchema, url }, exact),
          verified: Type.Boolean(),
          note: LocalTextSchema,
          sectors: Type.Array(Type.Object({ code, name: LocalTextSchema, ...validity, ministers: Type.Array(code) }, exact), {
            minItems: 1,
          }),
        },
        exact,
      ),
      { minItems: 1 },
    ),
    /** `same`: one sector under two names; `within`: the first is part of the second; `overlaps`: neither covers the other. */
    crosswalk: Type.Array(Type.Object({ from: code, to: code, relation: Type.Enum(['same', 'within', 'overlaps']) }, exact)),
  },
  exact,
)

/** One duty of one law, as its data file states it. */
export type LawData = Static<typeof LawSchema>

/** The head of a rulebook. */
export type RulebookHead = Static<typeof RulebookHeadSchema>

/** The sector lists of a rulebook. */
export type SectorLists = Static<typeof SectorsFileSchema>

/** Reference to a clause of one of a law's sources. */
export type ClauseReference = Static<typeof ClauseSchema>

/** One condition of a law with its words. */
export type LawCondition = Static<typeof ConditionSchema>

/** One stage of a duty. */
export type LawStage = Static<typeof StageSchema>
