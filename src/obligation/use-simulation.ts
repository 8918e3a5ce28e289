import { useEffect, useRef, useState } from 'react'
import { simulateInBrowser, type PageOutcome, type PageRun } from './simulate-in-browser.ts'

/** How far the simulation of the page has come; `total` is null while nobody knows it. */
export type SimulationState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly count: number; readonly total: number | null }
  | { readonly kind: 'ended'; readonly outcome: PageOutcome }

/** The simulation of the page and the means to start and stop it. */
export type SimulationControl = {
  readonly state: SimulationState
  readonly start: (run: PageRun) => Promise<void>
  readonly stop: () => void
}

/** Runs one simulation at a time; leaving the page stops it. */
export function useSimulation(): SimulationControl {
  const [state, setState] = useState<SimulationState>({ kind: 'idle' })
  const current = useRef<AbortController | null>(null)
  useEffect(() => () => current.current?.abort(), [])
  const start = async (run: PageRun) => {
    current.current?.abort()
    const own = new AbortController()
    current.current = own
    const total = run.source.kind === 'generated' ? run.source.count : null
    const outcome = await simulateInBrowser(run, {
      signal: own.signal,
      onProgress: (count) => setState({ kind: 'running', count, total }),
    })
    if (current.current === own) setState({ kind: 'ended', outcome })
  }
  return { state, start, stop: () => current.current?.abort() }
}
