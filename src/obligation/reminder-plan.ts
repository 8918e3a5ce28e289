import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { canonicalJson } from '#base/canonical-json.ts'
import { refuseSetting } from '#runtime/setting.ts'
import defaultPlan from './reminder-plan.json' with { type: 'json' }

const closed = { additionalProperties: false }

/** A distance from the instant of which it reminds, ISO 8601 in hours and minutes: `-PT24H` a day before, `PT0H` at it, `PT1H` after it. */
const MomentSchema = Type.String({ pattern: '^-?PT(?:\\d{1,4}H(?:[0-5]?\\dM)?|[0-5]?\\dM)$' })

const MomentsSchema = Type.Array(MomentSchema, { maxItems: 50, uniqueItems: true })

const PlanSchema = Type.Object(
  {
    /** Hours after its start at which a stage is reminded of that is owed "promptly": a target of service and no limit of law. Null: never. */
    promptlyTargetHours: Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: 5000 })]),
    /** The first rule that fits a stage says when it is reminded of; one without `law` or `stage` fits every one. */
    rules: Type.Array(
      Type.Object(
        { law: Type.Optional(Type.String()), stage: Type.Optional(Type.String()), boundParty: MomentsSchema, authority: MomentsSchema },
        closed,
      ),
      { maxItems: 500 },
    ),
  },
  closed,
)

/** When is reminded of what: moments for the party that the law binds, and for the authorities that receive its report. */
export type ReminderPlan = Static<typeof PlanSchema>

/** Who is reminded: the party that the law binds, or an authority that receives its report. */
export type AudienceKind = 'boundParty' | 'authority'

const settingName = 'NOROSHI_REMINDER_PLAN'

/**
 * Returns the plan that `text` holds as JSON, or the default one where it is null.
 *
 * @throws {SettingError} `SETTING_INVALID` if it is no such plan; the message names the first place.
 */
export function readReminderPlan(text: string | null): ReminderPlan {
  const plan: unknown = text === null ? defaultPlan : parse(text)
  if (Value.Check(PlanSchema, plan)) return plan
  const [first] = Value.Errors(PlanSchema, plan)
  return refuseSetting(settingName, first?.instancePath ?? '', `a plan of reminders there (${first?.message ?? 'another form'})`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuseSetting(settingName, text.slice(0, 60), 'JSON')
  }
}

/** Returns what tells one plan from another. */
export function planText(plan: ReminderPlan): string {
  return canonicalJson(plan)
}

/** Returns the moments at which `audience` is reminded of a stage. */
export function momentsOf(
  plan: ReminderPlan,
  { law, stage }: { readonly law: string; readonly stage: string },
  audience: AudienceKind,
): readonly string[] {
  const rule = plan.rules.find((one) => (one.law ?? law) === law && (one.stage ?? stage) === stage)
  return rule?.[audience] ?? []
}
