import { useSyncExternalStore } from 'react'

/** Whether the server answers, as far as the last requests tell. */
export type Connection =
  | { readonly state: 'good' }
  | { readonly state: 'offline' }
  | { readonly state: 'busy'; readonly retryAfterSeconds: number | null }

const good: Connection = { state: 'good' }
const listeners = new Set<() => void>()
let current: Connection = good

/** Takes note of what a request told about the connection; `ConnectionBanner` shows it. */
export function noteConnection(seen: Connection): void {
  if (seen.state === 'good' && current.state === 'good') return
  current = seen.state === 'good' ? good : seen
  for (const listener of listeners) listener()
}

/** Returns whether the server answers; the component renders anew when that changes. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => current)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
