import { fileURLToPath } from 'node:url'
import { readReportFile } from '#report/report-file.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { findCast } from './walkthrough-cast.ts'
import { playMainJob, type StepName } from './walkthrough.ts'
import { walkthroughText } from './walkthrough-text.ts'

const ownEvent = fileURLToPath(new URL('walkthrough-event.json', import.meta.url))

/** Plays the main job with the event in a file, or with our own. */
export async function runWalkthrough(context: CommandContext): Promise<Outcome> {
  const started = performance.now()
  const file = await readReportFile(context.args[0] ?? ownEvent)
  if (file.kind !== 'indicators')
    throw new CommandError(
      'validation',
      'EVENT_EXPECTED',
      'The walkthrough takes a MISP event, a STIX bundle or another list of indicators',
    )
  context.say(walkthroughText.read(file.reading.format, file.reading.indicators.length, file.reading.refused.length))
  const { ioc, 'tec.ttp': techniques } = file.answers
  const attack = { ...(ioc === undefined ? {} : { ioc }), ...(techniques === undefined ? {} : { 'tec.ttp': techniques }) }
  const cast = await findCast(context.client)
  context.say(walkthroughText.cast(cast.filer.organisation.name, cast.subscriber.organisation.name))
  let last = performance.now()
  const step = (name: StepName, detail: string): void => {
    const now = performance.now()
    tellStep(context, { name, detail, stepMs: Math.round(now - last), totalMs: Math.round(now - started) })
    last = now
  }
  await playMainJob({ client: context.client, environment: context.environment, cast, attack, signal: context.signal, step })
  if (!context.json) context.print(walkthroughText.allHeld[context.language])
  return 'ok'
}

function tellStep(context: CommandContext, done: { name: StepName; detail: string; stepMs: number; totalMs: number }): void {
  if (context.json) context.print(JSON.stringify(done))
  else context.print(`${String(done.totalMs).padStart(6)} ms  ${walkthroughText.steps[done.name][context.language]} (${done.detail})`)
}
