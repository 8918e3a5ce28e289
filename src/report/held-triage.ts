import { useCallback, useEffect, useSyncExternalStore } from 'react'
import type { JsonObject } from '#base/canonical-json.ts'

/** What a person has answered in the triage, in the memory of this page. */
export type TriageAnswers = {
  /** Rulebooks of other countries to ask beside that of the home country. */
  readonly countries: readonly string[]
  /** By fact id. */
  readonly given: JsonObject
}

/** The answers of a triage, and the means to change them. */
export type HeldTriage = { readonly answers: TriageAnswers; readonly set: (answers: TriageAnswers) => void; readonly discard: () => void }

const nothing: TriageAnswers = { countries: [], given: {} }

type Held = { readonly personId: string | null; readonly answers: TriageAnswers }

let held: Held | null = null
const listeners = new Set<() => void>()

/**
 * Returns the answers that this page holds; they live in memory alone and survive going to another page of the site, not reloading it.
 *
 * Who answers before signing in keeps the answers after it; from then on nobody else sees them in the same window.
 *
 * @param personId Null while nobody is signed in.
 */
export function useHeldTriage(personId: string | null): HeldTriage {
  const all = useSyncExternalStore(subscribe, () => held)
  const isOwn = all !== null && (all.personId === null || all.personId === personId)
  const set = useCallback((answers: TriageAnswers) => hold({ personId, answers }), [personId])
  const discard = useCallback(() => hold(null), [])
  useEffect(() => {
    if (personId !== null && all !== null && all.personId === null) hold({ ...all, personId })
  }, [personId, all])
  return { answers: isOwn ? all.answers : nothing, set, discard }
}

function hold(next: Held | null): void {
  held = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
