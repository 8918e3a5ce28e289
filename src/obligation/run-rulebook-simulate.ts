import { createWriteStream, type WriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { once } from 'node:events'
import type { LocalText } from '#base/language.ts'
import { JsonError, parseJson } from '#base/parse-json.ts'
import { RulebookError } from '#rulebook/rulebook-error.ts'
import { readDelayTable, type DelayTable } from '#rulebook/simulation/delay-table.ts'
import { differenceOf, followIncident, type FollowedIncident } from '#rulebook/simulation/explain-incident.ts'
import { formatFollowed, formatSimulation } from '#rulebook/simulation/format-simulation.ts'
import { incidentLine } from '#rulebook/simulation/read-incident.ts'
import { lawsOf } from '#rulebook/simulation/rule-set.ts'
import { createSimulation, type IncidentResult, type Simulation } from '#rulebook/simulation/simulate.ts'
import { simulationCsv } from '#rulebook/simulation/simulation-csv.ts'
import { simulationHtml } from '#rulebook/simulation/simulation-html.ts'
import type { SimulationReport } from '#rulebook/simulation/simulation-report.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { fileNames, incidentsOf } from './incident-source.ts'
import { openRuleSet } from './open-rule-set.ts'
import { rulebookCommandText } from './rulebook-command-text.ts'
import { readSimulateOptions, type SimulateOptions } from './simulation-options.ts'

/** Incidents between two lines of progress. */
const progressEvery = 20_000

/** Runs rule sets over incidents; prints the counts, or the incidents that were asked for, and writes the files that were asked for. */
export async function runRulebookSimulate(context: CommandContext): Promise<Outcome> {
  const options = readSimulateOptions(context)
  const rules = await openRuleSet(options.rules, context)
  const against = options.against === null ? null : await openRuleSet(options.against, context)
  const laws = lawsOf(against === null ? [rules] : [rules, against])
  const delays = options.delays === null ? null : await readDelays(options.delays, laws, options.seed)
  const simulation = createSimulation({ rules, against, delays })
  const outputs = await openOutputs(options)
  const followed: FollowedIncident[] = []
  const wanted = new Set(options.follow)
  let count = 0
  for await (const subject of incidentsOf(options, laws, context)) {
    const result = simulation.add(subject)
    await outputs.take(result)
    if (wanted.has(subject.incident.id)) followed.push(followIncident(result, against !== null))
    if (++count % progressEvery === 0) context.say(rulebookCommandText.progress(count))
  }
  await outputs.close()
  return conclude({ context, options, simulation }, followed)
}

type Run = { readonly context: CommandContext; readonly options: SimulateOptions; readonly simulation: Simulation }

async function conclude({ context, options, simulation }: Run, followed: readonly FollowedIncident[]): Promise<Outcome> {
  const report = simulation.report()
  const source = sourceText(options, report)
  const about = { source, isGenerated: options.generate > 0 }
  await writeAsked(options.outputs.csv, () => simulationCsv(report), context)
  await writeAsked(options.outputs.html, () => simulationHtml(report, about, context.language), context)
  const missing = options.follow.filter((id) => !followed.some(({ incident }) => incident === id))
  if (context.json) context.print(JSON.stringify({ ...report, source: source.en, followed }))
  else if (options.follow.length > 0) for (const one of followed) context.print(formatFollowed(one, context.language))
  else context.print(formatSimulation(report, source, context.language))
  for (const id of missing) context.say(rulebookCommandText.notFound(id))
  return missing.length > 0 ? 'failed' : 'ok'
}

function sourceText({ generate, seed, year, files }: SimulateOptions, { incidents }: SimulationReport): LocalText {
  const generated = rulebookCommandText.generated(generate, seed, year)
  const read = rulebookCommandText.fromFiles(incidents - generate, fileNames(files))
  if (files.length === 0) return generated
  return generate === 0 ? read : rulebookCommandText.bothSources(read, generated)
}

async function readDelays(path: string, laws: ReadonlySet<string>, seed: number): Promise<DelayTable> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${path}`, { cause })
  })
  try {
    return readDelayTable(parseJson(bytes, { maxBytes: 1024 * 1024, maxDepth: 6, maxKeys: 5000 }), laws, { file: path, seed })
  } catch (error) {
    if (!(error instanceof JsonError || error instanceof RulebookError)) throw error
    throw new CommandError('validation', error.code, `Cannot use the delays of ${path}: ${error.message}`, { cause: error })
  }
}

/** Files that grow incident by incident. */
type Outputs = { take(result: IncidentResult): Promise<void>; close(): Promise<void> }

async function openOutputs({ outputs }: SimulateOptions): Promise<Outputs> {
  const incidents = await openOutput(outputs['write-incidents'])
  const differences = await openOutput(outputs.differences)
  return {
    take: async (result) => {
      if (incidents !== null) await writeLine(incidents, incidentLine(result.subject.incident))
      if (differences !== null && result.differences.length > 0) await writeLine(differences, JSON.stringify(differenceOf(result)))
    },
    close: async () => {
      for (const stream of [incidents, differences]) if (stream !== null) await finished(stream.end())
    },
  }
}

async function openOutput(path: string | null): Promise<WriteStream | null> {
  if (path === null) return null
  const stream = createWriteStream(path)
  try {
    await once(stream, 'open')
  } catch (cause) {
    throw unwritable(path, cause)
  }
  return stream
}

async function writeLine(stream: WriteStream, line: string): Promise<void> {
  if (!stream.write(`${line}\n`)) await once(stream, 'drain')
}

async function writeAsked(path: string | null, render: () => string, { say }: CommandContext): Promise<void> {
  if (path === null) return
  await writeFile(path, render()).catch((cause: unknown) => {
    throw unwritable(path, cause)
  })
  say(rulebookCommandText.written(path))
}

function unwritable(path: string, cause: unknown): CommandError {
  return new CommandError('failed', 'FILE_UNWRITABLE', `Cannot write ${path}`, { cause })
}
