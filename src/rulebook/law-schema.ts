import { Type, type Static } from 'typebox'
import { LocalTextSchema } from './core-field-schema.ts'
import { ClauseSchema, LimitSchema, PeriodSchema, SourceSchema, StatementSchema, feel, stageName } from './law-part-schema.ts'
import { code, exact, instantOrNull, isoDate, name } from './schema-part.ts'

const ConditionSchema = Type.Object(
  {
    id: name,
    if: feel,
    /** What is said where the condition holds, does not hold, or is open. */
    yes: LocalTextSchema,
    no: LocalTextSchema,
    unknown: LocalTextSchema,
    clause: ClauseSchema,
  },
  exact,
)

/** A clock starts at an event, or when an earlier report under the same law was sent. */
const StartSchema = Type.Union([
  name,
  Type.Object(
    {
      report: stageName,
      /** Which version counts where that report was sent more than once. */
      version: Type.Enum(['first', 'latest']),
    },
    exact,
  ),
])

const StageSchema = Type.Object(
  {
    stage: stageName,
    name: LocalTextSchema,
    /** The stage exists only where this condition holds. */
    if: Type.Optional(feel),
    /** Name of the clock event, or the earlier report, at which the stage starts. */
    from: StartSchema,
    /** The limit in every lane; a stage has either this or `byLane`. */
    limit: Type.Optional(LimitSchema),
    /** The limit lane by lane; the stage does not exist in a lane that is left out. */
    byLane: Type.Optional(Type.Array(Type.Object({ lane: name, limit: LimitSchema }, exact), { minItems: 1 })),
    /** Further clocks of the same stage: the earliest end counts. */
    atLatest: Type.Optional(
      Type.Array(
        Type.Object(
          {
            from: StartSchema,
            limit: PeriodSchema,
            /** True where this clock gives way if the stage starts only after it has run out. */
            yields: Type.Boolean(),
            clause: ClauseSchema,
          },
          exact,
        ),
      ),
    ),
    /** True where the stage is owed again after each occurrence of its event. */
    repeats: Type.Optional(Type.Boolean()),
    clause: ClauseSchema,
    /** Clauses that govern how the period is counted. */
    counting: Type.Array(ClauseSchema),
  },
  exact,
)

/** Lanes of severity in the order in which they are tried; the last one takes what no other takes and has no condition. */
const LaneSchema = Type.Object({ id: name, name: LocalTextSchema, if: Type.Optional(feel), clause: ClauseSchema }, exact)

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
    if: feel,
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

/** What becomes of a duty that was reported and then turns out not to be one. */
const ReclassificationSchema = Type.Object({ if: feel, from: name, limit: LimitSchema, text: LocalTextSchema, clause: ClauseSchema }, exact)

/** A due instant that an authority may move, or a clock that it may stop. */
const AdjustmentSchema = Type.Object(
  {
    kind: Type.Enum(['extension', 'suspension']),
    stages: Type.Array(stageName, { minItems: 1 }),
    /** Who grants it, and on which grounds. */
    authority: LocalTextSchema,
    text: LocalTextSchema,
    clause: ClauseSchema,
  },
  exact,
)

/** A worked example: facts in, decision out. The law is decided alone, as if no other version of it existed. */
const ExampleSchema = Type.Object(
  {
    name: LocalTextSchema,
    facts: Type.Record(Type.String(), Type.Unknown()),
    expect: Type.Object(
      {
        verdict: Type.Enum(['due', 'may-be-due', 'not-due']),
        /** Conditions that turn the duty away, in the order of the law. */
        because: Type.Optional(Type.Array(name)),
        /** Facts that would decide, the most decisive first. */
        missing: Type.Optional(Type.Array(Type.String())),
        lane: Type.Optional(name),
        /** Due instant of each stage; null where it has none (yet), and every stage that exists is named. */
        dueAt: Type.Optional(
          Type.Object(
            {
              initial: Type.Optional(instantOrNull),
              update: Type.Optional(instantOrNull),
              detailed: Type.Optional(instantOrNull),
              final: Type.Optional(instantOrNull),
            },
            exact,
          ),
        ),
      },
      exact,
    ),
  },
  exact,
)

/** Schema of a data file that states one duty of one law. */
export const LawSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal('noroshi-law-1'),
    id: code,
    jurisdiction: Type.String({ pattern: '^[A-Z]{2}$' }),
    status: Type.Enum(['in-force', 'proposed', 'repealed']),
    /** Whether the law obliges, or only offers a place to report to. */
    nature: Type.Enum(['duty', 'voluntary']),
    /** Half-open: in force from the beginning of this day in the zone of the rulebook; null for a proposal without a date. */
    validFrom: Type.Union([Type.Null(), isoDate]),
    validTo: Type.Union([Type.Null(), isoDate]),
    law: LocalTextSchema,
    title: LocalTextSchema,
    sources: Type.Array(SourceSchema, { minItems: 1 }),
    /** Clock event whose instant decides which version of the law applies. */
    judgedAt: name,
    /** Who is bound: every condition must hold; none where the law binds everybody. */
    bound: Type.Array(ConditionSchema),
    /** What starts the duty: every condition must hold. */
    trigger: Type.Array(ConditionSchema, { minItems: 1 }),
    lanes: Type.Optional(Type.Array(LaneSchema, { minItems: 2 })),
    stages: Type.Array(StageSchema, { minItems: 1 }),
    reclassification: Type.Optional(ReclassificationSchema),
    withdrawal: Type.Optional(StatementSchema),
    adjustments: Type.Optional(Type.Array(AdjustmentSchema)),
    recipients: Type.Array(RecipientSchema, { minItems: 1 }),
    items: Type.Array(ItemSchema),
    forms: Type.Array(FormSchema),
    /** What it costs to miss the duty. */
    penalties: Type.Array(StatementSchema),
    /** How the report is kept from others, and what it may not be used for. */
    confidentiality: Type.Optional(Type.Array(StatementSchema)),
    shield: Type.Optional(Type.Array(StatementSchema)),
    notes: Type.Array(StatementSchema),
    examples: Type.Array(ExampleSchema, { minItems: 1 }),
  },
  exact,
)

/** One duty of one law, as its data file states it. */
export type LawData = Static<typeof LawSchema>

/** Reference to a clause of one of a law's sources. */
export type ClauseReference = Static<typeof ClauseSchema>

/** One condition of a law with its words. */
export type LawCondition = Static<typeof ConditionSchema>

/** One stage of a duty. */
export type LawStage = Static<typeof StageSchema>

/** The instant from which a clock runs: an event, or an earlier report. */
export type ClockStart = Static<typeof StartSchema>

/** How long a stage may take. */
export type Limit = Static<typeof LimitSchema>

/** A worked example of a law. */
export type LawExample = Static<typeof ExampleSchema>
