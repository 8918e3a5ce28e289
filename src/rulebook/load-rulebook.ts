import { pointerTo } from '#base/json-object.ts'
import { CalendarError } from '#calendar/calendar-error.ts'
import { calendarIds, findCalendar } from '#calendar/find-calendar.ts'
import { AuthorityDutySchema } from './authority-duty-schema.ts'
import { checkShape } from './check-shape.ts'
import { LawSchema } from './law-schema.ts'
import { allFacts, findFact } from './legal-fact.ts'
import { readAuthorityDuty, readAuthorityTargets } from './read-authority-duty.ts'
import { readLaw, type LawContext } from './read-law.ts'
import { readReleaseRules } from './release-rules.ts'
import { overlap, type Validity } from './validity.ts'
import { readValidity, refuseRepeated } from './read-validity.ts'
import { RulebookError, rulebookFault } from './rulebook-error.ts'
import { RulebookHeadSchema, SectorsFileSchema, type RulebookHead, type SectorLists } from './rulebook-head-schema.ts'
import type { Law, Rulebook, Sector } from './rulebook.ts'
import { strangerText } from './stranger-text.ts'
import { vocabularyOf, type Vocabulary } from './vocabulary.ts'

/** The data files of one rulebook as they were read; nothing about them is taken for granted. */
export type RulebookFiles = {
  readonly head: unknown
  /** Null for a rulebook without sector lists. */
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
 *   there twice, `RULEBOOK_VALIDITY` for dates that do not exist or overlap, `RULEBOOK_STAGE` for stages and lanes that do not fit together, and
 *   the codes of `compileCondition`.
 */
export function loadRulebook(files: RulebookFiles, options: RulebookOptions = {}): Rulebook {
  const head = checkShape(RulebookHeadSchema, files.head, headFile)
  const sectorLists = files.sectors === null ? noSectors : checkShape(SectorsFileSchema, files.sectors, sectorsFile)
  const legal = readLegalTime(head)
  const sectors = readSectors(head, sectorLists)
  refuseStrangeClocks(head)
  refuseForeignCodes(head, sectorLists)
  refuseStrangeGroups(sectorLists)
  const context: LawContext = { head, vocabulary: rulebookVocabulary(head, sectors) }
  const [duties, others] = splitByParty(files.laws)
  const laws = others.map(([file, law]) => readLaw(context, file, checkShape(LawSchema, law, file)))
  const authorityDuties = duties.map(([file, duty]) => readAuthorityDuty(context, file, checkShape(AuthorityDutySchema, duty, file)))
  refuseOverlap([...laws, ...authorityDuties.map(({ file, duty }) => ({ file, law: duty }))])
  return {
    id: head.id,
    version: head.version,
    name: head.name,
    jurisdictions: head.jurisdictions,
    legal,
    clockEvents: new Map(head.clockEvents.map(({ event, fact, name }) => [event, { fact, name }])),
    recipients: new Map(head.recipients.map((recipient) => [recipient.code, recipient])),
    designations: new Map(head.designations.map(({ code, name }) => [code, name])),
    sectorLists,
    sectors,
    laws: laws.map(({ law }) => law),
    authorityDuties: authorityDuties.map(({ duty }) => duty),
    authorityTargets: readAuthorityTargets(head, headFile),
    release: readReleaseRules(head, sectors, headFile),
    serviceTargetHours: new Map(Object.entries(options.serviceTargetHours ?? {})),
  }
}

type NamedFile = readonly [file: string, data: unknown]

/** Returns the files that say that they bind an authority, and the others. */
function splitByParty(files: RulebookFiles['laws']): readonly [authorities: readonly NamedFile[], operators: readonly NamedFile[]] {
  const entries = Object.entries(files)
  const bindsAuthority = ([, data]: NamedFile) =>
    typeof data === 'object' && data !== null && 'format' in data && data.format === authorityFormat
  return [entries.filter(bindsAuthority), entries.filter((entry) => !bindsAuthority(entry))]
}

const authorityFormat = 'noroshi-authority-duty-1'
/** Name of the data file of a rulebook's head. */
export const headFile = 'rulebook.json'
const sectorsFile = 'sectors.json'

const noSectors: SectorLists = { format: 'noroshi-sectors-1', lists: [], crosswalk: [] }

/** In a rulebook the open lists of the common core are closed: a condition may name only its own designations and sectors. */
function rulebookVocabulary(head: RulebookHead, sectors: ReadonlyMap<string, Sector>): Vocabulary {
  const vocabulary = new Map(vocabularyOf(allFacts))
  vocabulary.set('ent.designations', { kind: 'codes', codes: head.designations.map(({ code }) => code) })
  vocabulary.set('ent.sector', { kind: 'codes', codes: [...sectors.keys()] })
  return vocabulary
}

function readLegalTime(head: RulebookHead): Rulebook['legal'] {
  const at = (path: readonly string[], message: string, cause: unknown) =>
    new RulebookError('RULEBOOK_REFERENCE', message, { cause, place: { file: headFile, pointer: path.reduce(pointerTo, '') } })
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(head.zone.id)
  } catch (cause) {
    throw at(['zone', 'id'], `there is no time zone "${head.zone.id}", expected a name of the IANA list such as Asia/Tokyo`, cause)
  }
  try {
    return { zone: head.zone.id, zoneName: head.zone.name, calendar: findCalendar(head.calendar) }
  } catch (cause) {
    if (!(cause instanceof CalendarError)) throw cause
    throw at(['calendar'], strangerText('calendar', head.calendar, calendarIds), cause)
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
      readValidity(sector, head.zone.id, { file: sectorsFile, path })
      const stranger = sector.ministers.find((code) => !recipients.has(code))
      if (stranger !== undefined)
        throw rulebookFault('RULEBOOK_REFERENCE', { file: sectorsFile, path }, strangerText('recipient', stranger, [...recipients]))
    }
  }
  const known = new Map(sectors.map((sector) => [sector.code, sector]))
  for (const [index, { from, to }] of lists.crosswalk.entries()) {
    const stranger = [from, to].find((code) => !known.has(code))
    if (stranger !== undefined)
      throw rulebookFault(
        'RULEBOOK_REFERENCE',
        { file: sectorsFile, path: ['crosswalk', index] },
        strangerText('sector', stranger, [...known.keys()]),
      )
  }
  return known
}

/** By the beginning of its codes an operator is led to the rulebooks that may bind it (`assessAll`), so they must be those of this rulebook. */
function refuseStrangeGroups({ lists, groups = [] }: SectorLists): void {
  const listed = new Set(lists.flatMap(({ sectors }) => sectors.map(({ code }) => code)))
  const grouped = new Set<string>()
  for (const [at, { sectors }] of groups.entries())
    for (const [index, code] of sectors.entries()) {
      const place = { file: sectorsFile, path: ['groups', at, 'sectors', index] }
      if (!listed.has(code)) throw rulebookFault('RULEBOOK_REFERENCE', place, `expected a sector of one of the lists, found "${code}"`)
      if (grouped.has(code)) throw rulebookFault('RULEBOOK_REPEATED', place, `expected a sector that is in no other group, found "${code}"`)
      grouped.add(code)
    }
}

function refuseForeignCodes({ id, designations }: RulebookHead, { lists, groups = [] }: SectorLists): void {
  const codes: [file: string, path: (string | number)[], code: string][] = [
    ...designations.map(({ code }, index): [string, (string | number)[], string] => [headFile, ['designations', index, 'code'], code]),
    ...lists.flatMap(({ sectors }, at) =>
      sectors.map(({ code }, index): [string, (string | number)[], string] => [sectorsFile, ['lists', at, 'sectors', index, 'code'], code]),
    ),
    ...groups.map(({ code }, index): [string, (string | number)[], string] => [sectorsFile, ['groups', index, 'code'], code]),
  ]
  const foreign = codes.find(([, , code]) => !code.startsWith(`${id}.`))
  if (foreign === undefined) return
  const [file, path, code] = foreign
  throw rulebookFault(
    'RULEBOOK_REFERENCE',
    { file, path },
    `expected a code that begins with the id of the rulebook, "${id}.", found "${code}"`,
  )
}

function refuseStrangeClocks(head: RulebookHead): void {
  const index = head.clockEvents.findIndex(({ fact }) => findFact(fact)?.type !== 'instant')
  if (index < 0) return
  const message = `"${head.clockEvents[index]?.fact ?? ''}" is not the id of a fact that is an instant, such as t.aware`
  throw rulebookFault('RULEBOOK_REFERENCE', { file: headFile, path: ['clockEvents', index, 'fact'] }, message)
}

type DatedLaw = Validity & { readonly data: Pick<Law['data'], 'id' | 'status'> }

/** Refuses two versions of one duty that are in force at the same time. */
function refuseOverlap(laws: readonly { readonly file: string; readonly law: DatedLaw }[]): void {
  for (const [index, { file, law }] of laws.entries()) {
    const other = laws.slice(0, index).find((earlier) => sameDuty(earlier.law, law) && overlap(earlier.law, law))
    if (other)
      throw rulebookFault('RULEBOOK_VALIDITY', { file, path: ['validFrom'] }, `"${law.data.id}" is also in force under ${other.file}`)
  }
}

function sameDuty(left: DatedLaw, right: DatedLaw): boolean {
  return left.data.id === right.data.id && left.data.status === right.data.status
}
