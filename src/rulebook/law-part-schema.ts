import { Type } from 'typebox'
import { LocalTextSchema } from './core-field-schema.ts'
import { exact, name, url } from './schema-part.ts'

/** Schema of a reference to a clause of one of a law's sources. */
export const ClauseSchema = Type.Object(
  {
    /** Id of one of the law's sources. */
    source: name,
    clause: LocalTextSchema,
    /** False where nobody has compared the rule with the text of the clause; shown to people as such. */
    verified: Type.Boolean(),
  },
  exact,
)

/** Schema of a condition in FEEL over the ids of the facts. */
export const feel = Type.String({
  minLength: 1,
  description: 'Condition in FEEL over the ids of the facts, for example: inc.kind = "ransomware"',
})

const firstDay = Type.Enum(['excluded', 'included', 'excluded-unless-midnight'])
const amount = Type.Integer({ minimum: 1, maximum: 5000 })

const PromptlySchema = Type.Object({ unit: Type.Literal('promptly'), text: LocalTextSchema }, exact)

const RunningSchema = Type.Object({ unit: Type.Enum(['minutes', 'hours']), amount }, exact)

const CountedSchema = Type.Object(
  {
    unit: Type.Enum(['days', 'months']),
    amount,
    firstDay,
    lastDay: Type.Enum(['stays', 'next-working-day', 'previous-working-day']),
  },
  exact,
)

const BusinessDaysSchema = Type.Object({ unit: Type.Literal('business-days'), amount, firstDay }, exact)

/** Schema of a period with a number. */
export const PeriodSchema = Type.Union([RunningSchema, CountedSchema, BusinessDaysSchema])

/**
 * Schema of a limit. "Promptly" has no number of hours: a deployment may set a target of service, which is shown beside the duty and is never a
 * limit of law.
 */
export const LimitSchema = Type.Union([PromptlySchema, RunningSchema, CountedSchema, BusinessDaysSchema])

/** Schema of the name of a stage of reporting. */
export const stageName = Type.Enum(['initial', 'update', 'detailed', 'final'])

/** Schema of a source of law. */
export const SourceSchema = Type.Object(
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

/** Schema of a sentence of a law with its clause. */
export const StatementSchema = Type.Object({ text: LocalTextSchema, clause: ClauseSchema }, exact)
