import { lawsOf, type RuleSet } from '#rulebook/simulation/rule-set.ts'
import { incidentLine, longestLineBytes, readIncidentLine, type LineFault, type ReadIncident } from '#rulebook/simulation/read-incident.ts'
import { createSimulation, readGenerated } from '#rulebook/simulation/simulate.ts'
import type { SimulationReport } from '#rulebook/simulation/simulation-report.ts'
import { splitLines } from '#rulebook/simulation/split-lines.ts'
import { incidentText } from '#rulebook/simulation/incident-text.ts'

/** Most incidents that the page takes; more would keep a browser busy for minutes. */
export const mostIncidents = 20_000

/** Faults of a file that are shown. */
const mostFaults = 20

/** Incidents that are decided before the page takes its turn: some 10 milliseconds. */
const slice = 40

/** Where the incidents of the page come from. */
export type PageSource =
  | { readonly kind: 'generated'; readonly count: number; readonly seed: number }
  | { readonly kind: 'file'; readonly file: File }

/** What the page simulates. */
export type PageRun = { readonly rules: RuleSet; readonly against: RuleSet | null; readonly source: PageSource }

/** What a run came to. */
export type PageResult = {
  readonly run: PageRun
  readonly report: SimulationReport
  /** Incidents by id as lines, to be followed. */
  readonly lines: ReadonlyMap<string, string>
  /** Ids of those that come out differently. */
  readonly differing: ReadonlySet<string>
}

/** How a run ended. */
export type PageOutcome =
  | { readonly kind: 'done'; readonly result: PageResult }
  | { readonly kind: 'faulty'; readonly faults: readonly LineFault[] }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'stopped' }

/** What a run tells while it goes on, and how it is stopped. */
export type RunControl = { readonly signal: AbortSignal; readonly onProgress: (count: number) => void }

/** Runs rule sets over incidents in slices, so that the page stays usable; a worker would need a policy that our pages do not have. */
export async function simulateInBrowser(run: PageRun, control: RunControl): Promise<PageOutcome> {
  const simulation = createSimulation({ rules: run.rules, against: run.against, delays: null })
  const lines = new Map<string, string>()
  const differing = new Set<string>()
  const faults: LineFault[] = []
  let count = 0
  for await (const step of stepsOf(run)) {
    if (count % slice === 0) {
      control.onProgress(count)
      await nextTurn()
      if (control.signal.aborted) return { kind: 'stopped' }
    }
    count++
    if (count > mostIncidents) return { kind: 'too-many' }
    if ('faults' in step) faults.push(...step.faults)
    if (faults.length >= mostFaults) break
    if ('faults' in step || faults.length > 0) continue
    const { id } = step.incident
    lines.set(id, incidentLine(step.incident))
    if (simulation.add(step).differences.length > 0) differing.add(id)
  }
  if (faults.length > 0) return { kind: 'faulty', faults: faults.slice(0, mostFaults) }
  return { kind: 'done', result: { run, report: simulation.report(), lines, differing } }
}

async function nextTurn(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, 0)
  })
}

type Step = ReadIncident | { readonly faults: readonly LineFault[] }

async function* stepsOf({ source, rules, against }: PageRun): AsyncGenerator<Step, void, undefined> {
  if (source.kind === 'generated') {
    for (let index = 0; index < source.count; index++) yield readGenerated(source.seed, index)
    return
  }
  const laws = lawsOf(against === null ? [rules] : [rules, against])
  for await (const { number, bytes } of splitLines(chunksOf(source.file), longestLineBytes)) {
    if (bytes !== null) yield readIncidentLine(bytes, number, laws)
    else yield { faults: [{ line: number, pointer: '', code: 'LINE_TOO_LONG', message: incidentText.lineTooLong(longestLineBytes) }] }
  }
}

/** Not every browser can iterate over a stream. */
async function* chunksOf(file: File): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = file.stream().getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value
  } finally {
    await reader.cancel()
  }
}
