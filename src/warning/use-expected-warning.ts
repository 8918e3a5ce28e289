import { useEffect, useState } from 'react'
import type { OwnOperator, PreparedReport } from '#report/prepare-report.ts'
import { browserNow } from '#ui/browser-clock.ts'
import type { Agreed } from './gate/under-agreement.ts'
import { expectWarning, type ExpectedJudgement } from './expect-warning.ts'

/** A page answers a person within this many milliseconds while it works. */
const sliceMs = 40

/** Returns what the gate would decide of a prepared report, or null while that is being worked out, and whether it failed. */
export function useExpectedWarning(
  prepared: PreparedReport,
  { operator, agreed }: { readonly operator: OwnOperator; readonly agreed: Agreed | null },
): { readonly judgement: ExpectedJudgement | null; readonly hasFailed: boolean } {
  const [state, setState] = useState<{ of: PreparedReport; judgement: ExpectedJudgement | null; hasFailed: boolean } | null>(null)
  useEffect(() => {
    const control = new AbortController()
    const work = expectWarning(prepared, { operator, agreed, now: browserNow(), newId: () => crypto.randomUUID() })
    const run = async () => {
      const judgement = await runInSlices(work, control.signal).catch(() => null)
      if (!control.signal.aborted) setState({ of: prepared, judgement, hasFailed: judgement === null })
    }
    void run()
    return () => control.abort()
  }, [prepared, operator, agreed])
  if (state?.of !== prepared) return { judgement: null, hasFailed: false }
  return state
}

async function runInSlices<Result>(work: Generator<void, Result>, signal: AbortSignal): Promise<Result | null> {
  while (!signal.aborted) {
    const end = performance.now() + sliceMs
    while (performance.now() < end) {
      const step = work.next()
      if (step.done === true) return step.value
    }
    await new Promise((resolve) => setTimeout(resolve))
  }
  return null
}
