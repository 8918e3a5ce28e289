import { pointerTo } from '#base/json-object.ts'
import { findCalendar } from '#calendar/find-calendar.ts'
import { checkShape } from './check-shape.ts'
import { compileCondition } from './condition.ts'
import { coreField, coreFields } from './core-field.ts'
import { LawSchema, RulebookHeadSchema, SectorsFileSchema } from './law-schema.ts'
import type { ClauseReference, LawData, RulebookHead, SectorLists } from './law-schema.ts'
import { RulebookError, type RulebookErrorCode } from './rulebook-error.ts'
import type { Law, Rulebook, Sector } from './rulebook.ts'
import { vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** The data files of one rulebook as they were read; nothing about them is taken for granted. */
export type RulebookFiles = {
  readonly head: unknown
  readonly sectors: unknown
  /** By file name. */
  readonly laws: Readonly<Record<string, unknown>>
}

/** Options of {@link loadRulebook}. */
export type RulebookOptions = {
  /** Targets of service in hours, by `law id/stage`, for stages that the law limits with "promptly" alone. */
  readonly serviceTargetHours?: Readonly<Record<string, number>>
}

/**
 * Returns the rulebook that `files` state, checked as a whole.
 *
 * @throws {RulebookError} naming file and place: `RULEBOOK_SHAPE` for a file that does not have the form of the format,
 *   `RULEBOOK_REFERENCE` for a source, field, event, recipient, sector or calendar that is not there, `RULEBOOK_REPEATED` for an id that is
 *   there twice, `RULEBOOK_VALIDITY` for dates that do not exist or overlap, and the codes of {@link compileCondition}.
 */
export function loadRulebook(files: RulebookFiles, options: RulebookOptions = {}): Rulebook {
  const head = checkShape(RulebookHeadSchema, files.head, headFile)
  const sectorLists = checkShape(SectorsFileSchema, files.sectors, sectorsFile)
  const legal = readLegalTime(head)
  const sectors = readSectors(head, sectorLists)
  const context: Context = { head, vocabulary: rulebookVocabulary(head, sectors) }
  const laws = Object.entries(files.laws).map(([file, law]) => readLaw(context, file, checkShape(LawSchema, law, file)))
  refuseOverlap(laws)
  return {
    id: head.id,
    version: head.version,
    name: head.name,
    legal,
    clockEvents: new Map(head.clockEvents.map(({ event, fact, name }) => [event, { fact, name }])),
    recipients: new Map(head.recipients.map((recipient) => [recipient.code, recipient])),
    designations: new Map(head.designations.map(({ code, name }) => [code, name])),
    sectorLists,
    sectors,
    laws: laws.map(({ law }) => law),
    serviceTargetHours: new Map(Object.entries(options.serviceTargetHours ?? {})),
  }
}

const headFile = 'rulebook.json'
const sectorsFile = 'sectors.json'

type Context = { readonly head: RulebookHead; readonly vocabulary: Vocabulary }

function fault(code: RulebookErrorCode, file: string, path: readonly (string | number)[], message: string): RulebookError {
  return new RulebookError(code, message, { place: { file, pointer: path.reduce<string>(pointerTo, '') } })
}

/** In a rulebook the open lists of the common core are closed: a condition may name only its own designations and sectors. */
function rulebookVocabulary(head: RulebookHead, sectors: ReadonlyMap<string, Sector>): Vocabulary {
  const vocabulary = new Map(vocabularyOf(coreFields))
  vocabulary.set('ent.designations', { kind: 'codes', codes: head.designations.map(({ code }) => code) })
  vocabulary.set('ent.sector', { kind: 'codes', codes: [...sectors.keys()] })
  return vocabulary
}

function readLegalTime(head: RulebookHead): Rulebook['legal'] {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(head.zone.id)
    return { zone: head.zone.id, zoneName: head.zone.name, calendar: findCalendar(head.calendar) }
  } catch (cause) {
    const message = `expected a time zone and a calendar that exist, found "${head.zone.id}" and "${head.calendar}"`
    throw new RulebookError('RULEBOOK_REFERENCE', message, { cause, place: { file: headFile, pointer: '' } })
  }
}

function readSectors(head: RulebookHead, lists: SectorLists): ReadonlyMap<string, Sector> {
  refuseRepeated(
    headFile,
    'recipients',
    head.recipients.map(({ code }) => code),
  )
  refuseRepeated(
    headFile,
    'clockEvents',
    head.clockEvents.map(({ event }) => event),
  )
  const recipients = new Set(head.recipients.map(({ code }) => code))
  const sectors = lists.lists.flatMap((list) => list.sectors)
  refuseRepeated(
    sectorsFile,
    'lists',
    sectors.map(({ code }) => code),
  )
  for (const [at, list] of lists.lists.entries()) {
    for (const [index, sector] of list.sectors.entries()) {
      const path = ['lists', at, 'sectors', index]
      readValidity(head, sectorsFile, path, sector)
      const stranger = sector.ministers.find((code) => !recipients.has(code))
      if (stranger !== undefined) throw fault('RULEBOOK_REFERENCE', sectorsFile, path, `there is no recipient "${stranger}"`)
    }
  }
  const known = new Map(sectors.map((sector) => [sector.code, sector]))
  for (const [index, { from, to }] of lists.crosswalk.entries()) {
    const stranger = [from, to].find((code) => !known.has(code))
    if (stranger !== undefined) throw fault('RULEBOOK_REFERENCE', sectorsFile, ['crosswalk', index], `there is no sector "${stranger}"`)
  }
  return known
}

function refuseRepeated(file: string, list: string, ids: readonly string[]): void {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  if (repeated !== undefined) throw fault('RULEBOOK_REPEATED', file, [list], `"${repeated}" is there twice`)
}

type Validity = { readonly from: Temporal.Instant; readonly to: Temporal.Instant | null }

function readValidity(
  head: RulebookHead,
  file: string,
  path: readonly (string | number)[],
  range: { validFrom: string; validTo: string | null },
): Validity {
  const [from, to] = [range.validFrom, range.validTo].map((date) => (date === null ? null : startOfDate(date, head.zone.id)))
  const backwards = from && to && Temporal.Instant.compare(from, to) >= 0
  if (!from || (range.validTo !== null && !to) || backwards === true) {
    const message = `expected dates that exist, the first before the second, found ${range.validFrom} and ${String(range.validTo)}`
    throw fault('RULEBOOK_VALIDITY', file, path, message)
  }
  return { from, to: to ?? null }
}

function startOfDate(date: string, zone: string): Temporal.Instant | null {
  try {
    return Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function readLaw(context: Context, file: string, data: LawData): { file: string; law: Law } {
  refuseStrangers(context.head, file, data)
  const compile = <Rule extends { if: string }>(list: string, rules: readonly Rule[]) =>
    rules.map((rule, index) => {
      const pointer = [list, index, 'if'].reduce<string>(pointerTo, '')
      return { ...rule, condition: compileCondition(rule.if, context.vocabulary, { file, pointer }) }
    })
  const { from, to } = readValidity(context.head, file, [], data)
  const rules = [...compile('bound', data.bound), ...compile('trigger', data.trigger)]
  refuseRepeated(
    file,
    'trigger',
    rules.map(({ id }) => id),
  )
  refuseRepeated(
    file,
    'stages',
    data.stages.map(({ stage }) => stage),
  )
  return { file, law: { data, rules, forms: compile('forms', data.forms), validFrom: from, validTo: to } }
}

/** Refuses a reference of a law to a source, clock event, recipient or core field that does not exist. */
function refuseStrangers(head: RulebookHead, file: string, data: LawData): void {
  const sources = new Set(data.sources.map(({ id }) => id))
  const events = new Set(head.clockEvents.map(({ event }) => event))
  const recipients = new Set(head.recipients.map(({ code }) => code))
  for (const [path, clause] of clausesOf(data)) {
    if (!sources.has(clause.source)) throw fault('RULEBOOK_REFERENCE', file, path, `there is no source "${clause.source}"`)
  }
  const started = [data.judgedAt, ...data.stages.map(({ from }) => from)]
  const event = started.find((name) => !events.has(name))
  if (event !== undefined) throw fault('RULEBOOK_REFERENCE', file, ['stages'], `there is no clock event "${event}"`)
  const recipient = data.recipients.find((entry) => entry.recipient !== null && !recipients.has(entry.recipient))
  if (recipient) throw fault('RULEBOOK_REFERENCE', file, ['recipients'], `there is no recipient "${String(recipient.recipient)}"`)
  const fields = [...data.items, ...data.forms].flatMap((entry) => entry.fields)
  const field = fields.find((id) => coreField(id) === null)
  if (field !== undefined) throw fault('RULEBOOK_REFERENCE', file, [], `there is no core field "${field}"`)
  const clock = head.clockEvents.find(({ fact }) => coreField(fact)?.type !== 'instant')
  if (clock) throw fault('RULEBOOK_REFERENCE', headFile, ['clockEvents'], `"${clock.fact}" is not an instant of the common core`)
}

function clausesOf(data: LawData): [(string | number)[], ClauseReference][] {
  const lists = ['bound', 'trigger', 'stages', 'recipients', 'forms', 'penalties', 'notes'] as const
  const direct = lists.flatMap((list) =>
    data[list].map((entry, index): [(string | number)[], ClauseReference] => [[list, index, 'clause'], entry.clause]),
  )
  const counting = data.stages.flatMap((stage, index) =>
    stage.counting.map((clause, at): [(string | number)[], ClauseReference] => [['stages', index, 'counting', at], clause]),
  )
  return [...direct, ...counting]
}

/** Refuses two versions of one duty that are in force at the same time. */
function refuseOverlap(laws: readonly { readonly file: string; readonly law: Law }[]): void {
  for (const [index, { file, law }] of laws.entries()) {
    const other = laws.slice(0, index).find((earlier) => sameDuty(earlier.law, law) && overlap(earlier.law, law))
    if (other) throw fault('RULEBOOK_VALIDITY', file, ['validFrom'], `"${law.data.id}" is also in force under ${other.file}`)
  }
}

function sameDuty(left: Law, right: Law): boolean {
  return left.data.id === right.data.id && left.data.status === right.data.status
}

function overlap(left: Law, right: Law): boolean {
  return before(left.validFrom, right.validTo) && before(right.validFrom, left.validTo)
}

function before(instant: Temporal.Instant, end: Temporal.Instant | null): boolean {
  return end === null || Temporal.Instant.compare(instant, end) < 0
}
