import { useSyncExternalStore } from 'react'
import { browserNow } from '#ui/browser-clock.ts'
import type { UnlockedKeys } from './unlock-keys.ts'

const longestHours = 8

type Held = { readonly personId: string; readonly keys: UnlockedKeys; readonly until: Temporal.Instant }

let held: Held | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

/** Keeps a person's unlocked keys in the memory of this page for at most eight hours; never anywhere else. Keys that were there before are forgotten. */
export function holdKeys(personId: string, keys: UnlockedKeys): void {
  forgetKeys()
  held = { personId, keys, until: browserNow().add({ hours: longestHours }) }
  timer = setTimeout(forgetKeys, longestHours * 3_600_000)
  tell()
}

/** Returns the unlocked keys of this person, or null if they have to be unlocked first. Keys of anybody else are forgotten. */
export function heldKeys(personId: string): UnlockedKeys | null {
  if (held === null) return null
  // A timer stands still while a device sleeps, so the clock is asked too.
  if (held.personId === personId && Temporal.Instant.compare(browserNow(), held.until) < 0) return held.keys
  forgetKeys()
  return null
}

/** Forgets unlocked keys, as at sign-out. */
export function forgetKeys(): void {
  if (held === null) return
  clearTimeout(timer)
  held.keys.person.signing.fill(0)
  held = null
  tell()
}

/** Runs `listener` whenever keys were unlocked or forgotten, until the function that it returns is called; for what was read with keys and must go with them. */
export function onKeyChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Tells whether the keys of this person are unlocked; the component renders anew when that changes. */
export function useHasKeys(personId: string): boolean {
  return useSyncExternalStore(onKeyChange, () => held?.personId === personId)
}

/** Tells whether any keys are unlocked now. */
export function hasKeys(): boolean {
  return held !== null
}

function tell(): void {
  for (const listener of listeners) listener()
}
