import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { isTouched, type Draft } from './draft.ts'

const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()

/** A draft in the memory of this page, and the means to change it. */
export type HeldDraft = {
  readonly draft: Draft | null
  readonly set: (draft: Draft) => void
  readonly discard: () => void
}

/**
 * Returns the draft that this page holds under `key`, or null; the component renders anew when it changes.
 *
 * Drafts live in memory alone and survive going to another page of the site, not reloading it.
 *
 * @param key Names the person and the report, so that nobody sees what somebody else wrote in the same window.
 */
export function useHeldDraft(key: string): HeldDraft {
  const draft = useSyncExternalStore(subscribe, () => drafts.get(key) ?? null)
  const set = useCallback((next: Draft) => hold(key, next), [key])
  const discard = useCallback(() => hold(key, null), [key])
  return { draft, set, discard }
}

/** Lets go of the draft of a sealed report that was sent or given up elsewhere on the site: one that was filed is gone, another may be changed again. */
export function releaseDraft(reportId: string, fate: 'filed' | 'discarded'): void {
  for (const [key, draft] of drafts) {
    if (draft.reportId === reportId) hold(key, fate === 'filed' ? null : { ...draft, isSealed: false })
  }
}

/** Makes the browser ask before it closes or reloads the page while `draft` holds an answer. */
export function useLeaveQuestion(draft: Draft | null): void {
  const isAtRisk = draft !== null && isTouched(draft)
  useEffect(() => {
    if (!isAtRisk) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isAtRisk])
}

function hold(key: string, draft: Draft | null): void {
  if (draft === null) drafts.delete(key)
  else drafts.set(key, draft)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
