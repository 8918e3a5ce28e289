import { CommandError, type CommandContext, type Outcome as Ended } from '#runtime/command.ts'
import { outcomeLine, outcomeWords } from './outcome-text.ts'
import type { Outcome } from './outcome.ts'
import { sightingCommandText } from './sighting-command-text.ts'

/** Prints what the reports of an incident achieved. */
export async function outcomeCommand(context: CommandContext): Promise<Ended> {
  const [incidentId] = context.args
  if (incidentId === undefined) throw new CommandError('usage', 'INCIDENT_MISSING', 'Name the incident: noroshi report outcome INCIDENT')
  const path = `/api/v1/incidents/${encodeURIComponent(incidentId)}/outcome`
  const outcome = (await context.client.json(path, { retries: 3 })) as unknown as Outcome
  const { language } = context
  if (context.json) context.print(JSON.stringify(outcome))
  else if (outcome.warnings.length === 0) context.say(outcomeWords.none)
  else {
    const { countedAt } = outcome
    context.say(countedAt === null ? sightingCommandText.notCounted : sightingCommandText.counted(countedAt))
    for (const one of outcome.warnings) {
      context.print(outcomeWords.warning(one)[language])
      context.print(`  ${outcomeLine(one)[language]}`)
      context.print(`  ${outcomeWords.indicators(one)[language]}`)
    }
  }
  return 'ok'
}
