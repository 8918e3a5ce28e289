import { isUuid } from '#identity/uuid-schema.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import type { AnswersBody } from './answers-body.ts'
import type { Recorded } from './record-sighting.ts'
import { sightingKinds, type ShownCounts } from './sighting.ts'
import { sightingCommandText } from './sighting-command-text.ts'
import { shownNumber, sightingNames } from './sighting-text.ts'

/** Sends one answer to the indicators and warnings that are named. */
export async function answerCommand(context: CommandContext): Promise<Outcome> {
  const [said, ...subjects] = context.args
  const kind = sightingKinds.find((one) => one === said)
  if (kind === undefined)
    throw new CommandError('usage', 'SIGHTING_KIND_UNKNOWN', `The answer is "${said ?? ''}", expected one of ${sightingKinds.join(', ')}`)
  if (subjects.length === 0)
    throw new CommandError('usage', 'SUBJECT_MISSING', 'Name the indicators or warnings: noroshi sighting seen ID …')
  const unknown = subjects.find((one) => !isUuid(one))
  if (unknown !== undefined)
    throw new CommandError(
      'usage',
      'SUBJECT_INVALID',
      `"${unknown}" is no number of a warning or indicator: "noroshi warnings" shows those of warnings, with --json those of indicators, too`,
    )
  const withdrawn = context.options['withdraw'] === true
  const body = JSON.stringify({ kind, subjects, withdrawn })
  const recorded = (await context.client.json('/api/v1/sightings', { method: 'POST', body, retries: 3 })) as unknown as Recorded
  const { taken, refused } = recorded
  context.say(withdrawn ? sightingCommandText.withdrawn(taken.length) : sightingCommandText.taken(taken.length))
  if (refused.length > 0) context.say(sightingCommandText.refused(refused))
  context.print(context.json ? JSON.stringify(recorded) : taken.join('\n'))
  return 'ok'
}

/** Prints what organisations have answered to a warning. */
export async function showCommand(context: CommandContext): Promise<Outcome> {
  const [warningId] = context.args
  if (warningId === undefined) throw new CommandError('usage', 'WARNING_MISSING', 'Name the warning: noroshi sighting show WARNING')
  const path = `/api/v1/warnings/${encodeURIComponent(warningId)}/sightings`
  const answers = (await context.client.json(path, { retries: 3 })) as unknown as AnswersBody
  if (context.json) context.print(JSON.stringify(answers))
  else {
    const warning = (await context.client.json(`/api/v1/warnings/${encodeURIComponent(warningId)}`, {
      retries: 3,
    })) as unknown as WarningBody
    context.print(linesOf(answers, warning, context).join('\n'))
  }
  return 'ok'
}

function linesOf(answers: AnswersBody, told: WarningBody, { language }: CommandContext): readonly string[] {
  const { countedAt, warning, indicators, own } = answers
  const values = new Map(told.indicators.map(({ id, type, value }) => [id, `${type} ${value}`]))
  const nameOf = (id: string): string => (id === told.id ? sightingCommandText.whole[language] : (values.get(id) ?? id))
  const line = (counts: ShownCounts) =>
    sightingKinds.map((kind) => `  ${sightingNames[kind][language]}: ${shownNumber(counts[kind])[language]}`)
  return [
    (countedAt === null ? sightingCommandText.notCounted : sightingCommandText.counted(countedAt))[language],
    sightingCommandText.whole[language],
    ...line(warning),
    ...indicators.flatMap(({ id, counts }) => [sightingCommandText.indicator(nameOf(id))[language], ...line(counts)]),
    sightingCommandText.own[language],
    ...(own.length === 0 ? [`  ${sightingCommandText.none[language]}`] : []),
    ...own.map(({ subjectId, kind }) => `  ${nameOf(subjectId)}: ${sightingNames[kind][language]}`),
  ]
}
