import type { LocalText } from '#base/language.ts'
import type { KnownFacts } from '#rulebook/condition.ts'
import type { CoreField } from '#rulebook/core-field-schema.ts'
import { coreFields, isAsked, type ReportStage } from '#rulebook/core-field.ts'
import { topicTitles, withdrawalTitle } from './report-topic-text.ts'

/** Name of one page of the guided form. */
export type TopicId = keyof typeof topicTitles

/** Topics of the sixteen questions of the first report, in their order. */
const questionTopics = [
  'kind',
  'summary',
  'certainty',
  'state',
  'awareness',
  'detection',
  'systems',
  'service',
  'reach',
  'safety',
  'malice',
  'spread',
  'privacy',
  'response',
  'help',
  'sharing',
] as const satisfies readonly TopicId[]

/** Fields outside the sixteen questions by topic, in the order of the pages; a field belongs to the first whose name it has or begins with. */
const furtherTopics: readonly (readonly [TopicId, readonly string[]])[] = [
  ['systems', ['ent.uses_designated_asset']],
  ['indicators', ['ioc']],
  ['contact', ['ent', 'ctc']],
  ['technical', ['tec']],
  ['ransomware', ['ran']],
  ['ddos', ['ddos']],
  ['effects', ['t.occurred', 'disc', 'sev', 'imp', 'res']],
  ['times', ['t.contained', 't.resolved', 't.closed']],
  ['personal-data', ['pd']],
  ['cause', ['cause', 'origin', 'chain']],
  ['outlook', ['act', 't.next', 'pub', 'oth.notified']],
  ['lessons', ['les', 'rem', 'cost']],
  ['other', ['']],
]

/** Fields that are asked for only where the law hangs on them, since the registry mostly settles the matter. */
const askedWhereDecisive: ReadonlySet<string> = new Set(['ent.uses_designated_asset'])

/** Fields that the registry answers for a signed-in operator, so that nobody is asked for them. */
const registryFields: ReadonlySet<string> = new Set(['ent.id', 'ent.name', 'ent.sector', 'ent.designations'])

/** One page of the guided form: the fields of one question. */
export type Topic = {
  readonly id: TopicId
  readonly title: LocalText
  readonly fields: readonly CoreField[]
  /** Whether the form leads through it; the others are offered where answers are checked. */
  readonly isOnPath: boolean
}

/** Returns the topic that a field of the common core belongs to. */
export function topicOf(field: Pick<CoreField, 'id' | 'question'>): TopicId {
  const ofQuestion = field.question === undefined ? undefined : questionTopics[field.question - 1]
  if (ofQuestion !== undefined) return ofQuestion
  const holds = (name: string) => name === '' || field.id === name || field.id.startsWith(`${name}.`)
  return furtherTopics.find(([, names]) => names.some(holds))?.[0] ?? 'other'
}

/** Tells whether the registry answers `field`, so that the form does not ask for it. */
export function isFromRegistry(field: Pick<CoreField, 'id'>): boolean {
  return registryFields.has(field.id)
}

/** What decides which fields are asked for. */
export type TopicFacts = {
  readonly known: KnownFacts
  /** Ids of fields that would decide a duty or hold an entry already. */
  readonly decisive: ReadonlySet<string>
}

/**
 * Returns the pages of the form at `stage`, in order, each with the fields that are asked there.
 *
 * The path leads through every topic that the stage requires something of, and through the indicators; of an update and a withdrawal through none.
 */
export function topicsAt(stage: ReportStage, { known, decisive }: TopicFacts): readonly Topic[] {
  const isWanted = (field: CoreField) => !askedWhereDecisive.has(field.id) || decisive.has(field.id)
  const asked = coreFields.filter((field) => !isFromRegistry(field) && isOffered(field, stage) && isWanted(field) && isAsked(field, known))
  const byTopic = Map.groupBy(asked, topicOf)
  const order = new Set<TopicId>([...questionTopics, ...furtherTopics.map(([id]) => id)])
  return [...order].flatMap((id) => {
    const fields = byTopic.get(id) ?? []
    if (fields.length === 0) return []
    const title = stage === 'withdrawal' ? withdrawalTitle : topicTitles[id]
    return [{ id, title, fields, isOnPath: isOnPath(id, fields, stage) }]
  })
}

function isOffered(field: CoreField, stage: ReportStage): boolean {
  switch (stage) {
    case 'initial':
    case 'detailed':
    case 'final':
      return field.asked[stage] !== 'absent'
    case 'update':
      return field.asked.initial !== 'absent' || field.asked.detailed !== 'absent'
    case 'withdrawal':
      return field.id === 'oth'
  }
}

function isOnPath(id: TopicId, fields: readonly CoreField[], stage: ReportStage): boolean {
  switch (stage) {
    case 'initial':
    case 'detailed':
    case 'final':
      return id === 'indicators' || fields.some((field) => field.asked[stage] === 'required')
    case 'update':
      return false
    case 'withdrawal':
      return true
  }
}
