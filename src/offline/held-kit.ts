import { useSyncExternalStore } from 'react'
import { withUsedCode, type KitCode, type Kit } from './kit-file.ts'
import type { OfflineReport } from './seal-offline.ts'

/** A sealed report with the code that signed it. */
export type SealedWith = { readonly report: OfflineReport; readonly code: KitCode }

let held: Kit | null = null
const sealed = new Map<string, SealedWith>()
const listeners = new Set<() => void>()

/** Keeps the kit in the memory of this page, and nowhere else. */
export function holdKit(kit: Kit): void {
  held = kit
  for (const listener of listeners) listener()
}

/** Marks a code of the kit as used for as long as this page is open; the file on the stick stays as it is. */
export function markCodeUsed(number: number): void {
  if (held !== null) holdKit(withUsedCode(held, number))
}

/** Keeps a sealed report while this page is open, so that its file can be saved again. */
export function holdSealed(one: SealedWith): void {
  sealed.set(one.report.reportId, one)
}

/** Returns what a report was sealed into on this page, or null. */
export function sealedBefore(reportId: string): SealedWith | null {
  return sealed.get(reportId) ?? null
}

/** Returns the kit that this page holds, or null; the component renders anew when it changes. */
export function useHeldKit(): Kit | null {
  return useSyncExternalStore(subscribe, () => held)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
