import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { longestLineBytes, readIncidentLine, type ReadIncident } from '#rulebook/simulation/read-incident.ts'
import type { KnownLaws } from '#rulebook/simulation/filing-plan.ts'
import { readGenerated } from '#rulebook/simulation/simulate.ts'
import { incidentText } from '#rulebook/simulation/incident-text.ts'
import { splitLines, type Line } from '#rulebook/simulation/split-lines.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { rulebookCommandText } from './rulebook-command-text.ts'
import type { SimulateOptions } from './simulation-options.ts'

/** After so many faults a file is not read on. */
const mostFaults = 20

/** So many incidents are decided before everything else of this process takes its turn. */
const slice = 500

/**
 * Yields the incidents of the files, then those that are generated.
 *
 * @throws {CommandError} `INCIDENT_WRONG` where a file holds what is no incident, after its first faults were said, each with file, line and field;
 *   `FILE_UNREADABLE`; `INTERRUPTED` when the person interrupts.
 */
export async function* incidentsOf(
  options: SimulateOptions,
  laws: KnownLaws,
  context: Pick<CommandContext, 'say' | 'language' | 'signal'>,
): AsyncGenerator<ReadIncident, void, undefined> {
  for (const file of options.files) yield* incidentsIn(file, laws, context)
  for (let index = 0; index < options.generate; index++) {
    if (index % slice === 0) await takeTurn(context)
    yield readGenerated(options.seed, index, { year: options.year })
  }
}

async function takeTurn({ signal }: Pick<CommandContext, 'signal'>): Promise<void> {
  await nextTurn()
  if (signal.aborted) throw new CommandError('failed', 'INTERRUPTED', 'The simulation was interrupted')
}

async function* incidentsIn(
  file: string,
  laws: KnownLaws,
  context: Pick<CommandContext, 'say' | 'language' | 'signal'>,
): AsyncGenerator<ReadIncident, void, undefined> {
  let faults = 0
  let lines = 0
  for await (const line of linesOf(file)) {
    if (lines++ % slice === 0) await takeTurn(context)
    const read = readLine(line, laws)
    if ('incident' in read) {
      if (faults === 0) yield read
      continue
    }
    for (const { line: number, pointer, code, message } of read.faults) {
      if (faults++ < mostFaults) context.say(`  ${file}:${number} ${pointer}\n    ${code}: ${message[context.language]}`)
    }
    if (faults >= mostFaults) break
  }
  if (faults > mostFaults) context.say(rulebookCommandText.moreFaults(faults - mostFaults))
  if (faults > 0) throw new CommandError('validation', 'INCIDENT_WRONG', `Cannot simulate ${file}: it holds lines that are no incidents`)
}

function readLine({ number, bytes }: Line, laws: KnownLaws): ReturnType<typeof readIncidentLine> {
  if (bytes !== null) return readIncidentLine(bytes, number, laws)
  const message = incidentText.lineTooLong(longestLineBytes)
  return { faults: [{ line: number, pointer: '', code: 'LINE_TOO_LONG', message }] }
}

async function* linesOf(file: string): AsyncGenerator<Line, void, undefined> {
  const stream: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file)
  try {
    yield* splitLines(stream, longestLineBytes)
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${file}`, { cause })
  }
}

/** Returns the names of the files of incidents, for people. */
export function fileNames(files: readonly string[]): string {
  return files.map((file) => (file === '-' ? 'stdin' : basename(file))).join(', ')
}
