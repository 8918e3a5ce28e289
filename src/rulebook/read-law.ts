import { pointerTo } from '#base/json-object.ts'
import { compileCondition, type Condition } from './condition.ts'
import { coreField, coreFields } from './core-field.ts'
import type { ClauseReference, ClockStart, LawData, LawStage } from './law-schema.ts'
import { readLawValidity, refuseRepeated } from './read-validity.ts'
import { refuseCommonStrangers, type Fault, type Path } from './refuse-strangers.ts'
import { rulebookFault } from './rulebook-error.ts'
import type { RulebookHead } from './rulebook-head-schema.ts'
import type { Law } from './rulebook.ts'
import { strangerText } from './stranger-text.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What the rest of a rulebook gives its laws to refer to. */
export type LawContext = { readonly head: RulebookHead; readonly vocabulary: Vocabulary }

/**
 * Returns the law that a data file of the right shape states, with its conditions compiled.
 *
 * @param file Name of the data file, for the errors, which are those of `loadRulebook`.
 */
export function readLaw(context: LawContext, file: string, data: LawData): { readonly file: string; readonly law: Law } {
  const fault: Fault = (code, path, message) => rulebookFault(code, { file, path }, message)
  refuseStrangers(context.head, data, fault)
  refuseLooseStages(data, fault)
  const compile = (path: Path, text: string) =>
    compileCondition(text, context.vocabulary, { file, pointer: path.reduce<string>(pointerTo, '') })
  const rulesOf = <Rule extends { if: string }>(list: string, rules: readonly Rule[]) =>
    rules.map((rule, index) => ({ ...rule, condition: compile([list, index, 'if'], rule.if) }))
  const optionalOf = <Rule extends { if?: string }>(list: string, rules: readonly Rule[]) =>
    rules.map((rule, index): Rule & { condition: Condition | null } => ({
      ...rule,
      condition: rule.if === undefined ? null : compile([list, index, 'if'], rule.if),
    }))
  const validity = readLawValidity(data, context.head.zone.id, file)
  const rules = [...rulesOf('bound', data.bound), ...rulesOf('trigger', data.trigger)]
  for (const [list, ids] of repeatable(data)) refuseRepeated(file, list, ids)
  const law: Law = {
    data,
    rules,
    conditions: rules.map(({ condition }) => condition),
    lanes: optionalOf('lanes', data.lanes ?? []),
    stages: optionalOf('stages', data.stages),
    reclassification: data.reclassification === undefined ? null : compile(['reclassification', 'if'], data.reclassification.if),
    forms: rulesOf('forms', data.forms),
    ...validity,
  }
  return { file, law }
}

function repeatable(data: LawData): [string, string[]][] {
  return [
    ['sources', data.sources.map(({ id }) => id)],
    ['trigger', [...data.bound, ...data.trigger].map(({ id }) => id)],
    ['lanes', (data.lanes ?? []).map(({ id }) => id)],
    ['stages', data.stages.map(({ stage }) => stage)],
    ['forms', data.forms.map(({ id }) => id)],
    ['items', data.items.map(({ number }) => String(number))],
  ]
}

/** Refuses a reference of a law to something that does not exist. */
function refuseStrangers(head: RulebookHead, data: LawData, fault: Fault): void {
  refuseCommonStrangers(head, { ...data, clauses: clausesOf(data) }, fault)
  const events = new Set(head.clockEvents.map(({ event }) => event))
  for (const [path, event] of eventsOf(data)) {
    if (!events.has(event)) throw fault('RULEBOOK_REFERENCE', path, strangerText('clock event', event, [...events]))
  }
  const recipients = new Set(head.recipients.map(({ code }) => code))
  for (const [index, { recipient }] of data.recipients.entries()) {
    if (recipient === null || recipients.has(recipient)) continue
    throw fault('RULEBOOK_REFERENCE', ['recipients', index, 'recipient'], strangerText('recipient', recipient, [...recipients]))
  }
  for (const list of ['items', 'forms'] as const) {
    for (const [index, entry] of data[list].entries()) {
      const field = entry.fields.find((id) => coreField(id) === null)
      if (field !== undefined)
        throw fault(
          'RULEBOOK_REFERENCE',
          [list, index, 'fields'],
          strangerText(
            'core field',
            field,
            coreFields.map(({ id }) => id),
          ),
        )
    }
  }
}

function clausesOf(data: LawData): [Path, ClauseReference][] {
  const lists = [
    'bound',
    'trigger',
    'lanes',
    'stages',
    'adjustments',
    'recipients',
    'forms',
    'penalties',
    'confidentiality',
    'shield',
    'notes',
  ] as const
  const direct = lists.flatMap((list) =>
    (data[list] ?? []).map((entry, index): [Path, ClauseReference] => [[list, index, 'clause'], entry.clause]),
  )
  const inner = data.stages.flatMap((stage, index): [Path, ClauseReference][] => [
    ...stage.counting.map((clause, at): [Path, ClauseReference] => [['stages', index, 'counting', at], clause]),
    ...(stage.atLatest ?? []).map((clock, at): [Path, ClauseReference] => [['stages', index, 'atLatest', at, 'clause'], clock.clause]),
  ])
  const single = (['reclassification', 'withdrawal'] as const).flatMap((key): [Path, ClauseReference][] => {
    const entry = data[key]
    return entry === undefined ? [] : [[[key, 'clause'], entry.clause]]
  })
  return [...direct, ...inner, ...single]
}

function eventsOf(data: LawData): [Path, string][] {
  const starts = data.stages.flatMap((stage, index) =>
    startsOf(stage).map(({ path, from }): [Path, ClockStart] => [['stages', index, ...path], from]),
  )
  const named: [Path, ClockStart][] = [[['judgedAt'], data.judgedAt], ...starts]
  if (data.reclassification !== undefined) named.push([['reclassification', 'from'], data.reclassification.from])
  return named.flatMap(([path, from]) => (typeof from === 'string' ? [[path, from] satisfies [Path, string]] : []))
}

function startsOf(stage: LawStage): { readonly path: (string | number)[]; readonly from: ClockStart }[] {
  return [{ path: ['from'], from: stage.from }, ...(stage.atLatest ?? []).map(({ from }, at) => ({ path: ['atLatest', at, 'from'], from }))]
}

/** Refuses stages and lanes that do not fit together: a stage without a limit, a lane that is not there, a clock from a later report. */
function refuseLooseStages(data: LawData, fault: Fault): void {
  const lanes = data.lanes ?? []
  for (const [index, lane] of lanes.entries()) {
    const isLast = index === lanes.length - 1
    if (isLast === (lane.if === undefined)) continue
    throw fault(
      'RULEBOOK_STAGE',
      ['lanes', index],
      'expected a condition in every lane but the last one, which takes what no other lane takes',
    )
  }
  for (const [index, stage] of data.stages.entries()) {
    if ((stage.limit === undefined) === (stage.byLane === undefined)) {
      throw fault('RULEBOOK_STAGE', ['stages', index], 'expected either "limit" or "byLane"')
    }
    const strange = stage.byLane?.find(({ lane }) => !lanes.some(({ id }) => id === lane))
    if (strange !== undefined)
      throw fault(
        'RULEBOOK_STAGE',
        ['stages', index, 'byLane'],
        strangerText(
          'lane',
          strange.lane,
          lanes.map(({ id }) => id),
        ),
      )
    const earlier = data.stages.slice(0, index).map((before) => before.stage)
    for (const { path, from } of startsOf(stage)) {
      if (typeof from === 'string' || earlier.includes(from.report)) continue
      const message = `the stage can never start: "${from.report}" is not a stage before "${stage.stage}"`
      throw fault('RULEBOOK_STAGE', ['stages', index, ...path], message)
    }
  }
}
