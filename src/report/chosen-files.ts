import { useSyncExternalStore } from 'react'

const chosen = new Map<string, readonly File[]>()
const listeners = new Set<() => void>()
const none: readonly File[] = []

/** Returns the files that go with a report that is being written; they live as long as the page, like its draft. */
export function useChosenFiles(reportId: string): readonly File[] {
  return useSyncExternalStore(subscribe, () => chosenFiles(reportId))
}

/** Returns the same outside a component. */
export function chosenFiles(reportId: string): readonly File[] {
  return chosen.get(reportId) ?? none
}

/** Replaces the files that go with a report. */
export function chooseFiles(reportId: string, files: readonly File[]): void {
  if (files.length === 0) chosen.delete(reportId)
  else chosen.set(reportId, files)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
