import { useEffect, useRef, useState } from 'react'
import type { WarningBody } from './warning-body.ts'

/** Whether new warnings come in by themselves: not yet, yes, or not for the moment. */
export type FollowingState = 'connecting' | 'following' | 'interrupted'

const retryMilliseconds = 5_000

/**
 * Calls `onWarning` for every warning that is published after the place `after`, and returns whether that works just now.
 *
 * While the page is hidden the stream is closed, since a browser keeps few connections to one site; nothing is lost, as it goes on where it stopped.
 *
 * @param after Null while it is not known; later changes do not matter.
 */
export function useWarningFollower(after: number | null, onWarning: (warning: WarningBody) => void): FollowingState {
  const [state, setState] = useState<FollowingState>('connecting')
  const tell = useRef(onWarning)
  const place = useRef<number | null>(null)
  useEffect(() => {
    tell.current = onWarning
    // Only the first place counts: from there on the stream itself says where it is.
    place.current ??= after
  })
  const isKnown = after !== null
  useEffect(() => {
    if (!isKnown) return undefined
    return follow(place, { state: setState, warning: (warning) => tell.current(warning) })
  }, [isKnown])
  return state
}

type Place = { current: number | null }
type Listener = { readonly state: (state: FollowingState) => void; readonly warning: (warning: WarningBody) => void }

function follow(place: Place, listener: Listener): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const close = () => {
    clearTimeout(timer)
    source?.close()
    source = null
  }
  const open = () => {
    close()
    const opened = new EventSource(`/api/v1/warnings/stream?after=${place.current ?? 0}`)
    source = opened
    opened.addEventListener('open', () => listener.state('following'))
    opened.addEventListener('error', () => {
      listener.state('interrupted')
      // A browser connects anew by itself unless the server refused, for example for too many streams.
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, retryMilliseconds)
    })
    opened.addEventListener('warning', (event: MessageEvent<string>) => {
      const warning = JSON.parse(event.data) as WarningBody
      place.current = Math.max(place.current ?? 0, warning.sequence)
      listener.warning(warning)
    })
  }
  const onVisibility = () => (document.hidden ? close() : open())
  document.addEventListener('visibilitychange', onVisibility)
  onVisibility()
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    close()
  }
}
