import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { useSession, type SignedIn } from '#identity/session-client.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { runTriage, type Triage } from '#rulebook/triage.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { useHeldTriage, type TriageAnswers } from './held-triage.ts'
import { registryQuery } from './report-client.ts'

/** A triage in the browser, and the means to go on with it. */
export type TriageControl = {
  /** Null while nobody is signed in, or nobody can say. */
  readonly session: SignedIn | null
  readonly answers: TriageAnswers
  /** What the registry says of the own operator; null for everybody else. */
  readonly registered: JsonObject | null
  readonly triage: Triage
  /** Notes an answer and returns the question that comes next, or null. */
  readonly answer: (factId: string, value: JsonValue) => string | null
  readonly setCountries: (countries: readonly string[]) => void
  readonly discard: () => void
}

/** Returns the triage that this page holds. Everything is decided on this device: without a connection only the registry is missing. */
export function useTriage(): TriageControl {
  const known = useSession().data
  const session = known?.signedIn === true ? known : null
  const { answers, set, discard } = useHeldTriage(session?.person.id ?? null)
  const registry = useQuery({ ...registryQuery, enabled: session?.organisation.kind === 'operator' }).data
  const registered = useMemo(
    () => (registry === undefined ? null : { 'ent.sector': registry.sectors, 'ent.designations': registry.designations }),
    [registry],
  )
  const start = useMemo(() => ({ ...registered, ...jurisdictionsOf(answers.countries) }), [registered, answers.countries])
  const triage = useMemo(() => run(start, answers.given), [start, answers.given])
  return {
    session,
    answers,
    registered,
    triage,
    answer: (factId, value) => {
      const given = { ...answers.given, [factId]: value }
      set({ ...answers, given })
      return run(start, given).next?.fact.id ?? null
    },
    setCountries: (countries) => set({ ...answers, countries }),
    discard,
  }
}

function run(start: JsonObject, given: JsonObject): Triage {
  return runTriage(start, given, { rulebooks: allRulebooks(), now: browserNow() })
}

/** Returns the fact that names the home country and the chosen others; none where only the home country is asked, which is asked anyway. */
function jurisdictionsOf(countries: readonly string[]): JsonObject {
  if (countries.length === 0) return {}
  const [home] = allRulebooks()
  const asked = allRulebooks().filter((rulebook) => rulebook === home || countries.includes(rulebook.id))
  return { 'ent.jurisdictions': asked.flatMap(({ jurisdictions }) => jurisdictions.slice(0, 1)) }
}
