import { useEffect, useState } from 'react'

/** Returns the present instant by the clock of the device; for display and for filling in a field, never as proof. */
export function browserNow(): Temporal.Instant {
  // oxlint-disable-next-line eslint/no-restricted-properties -- the one place in which pages read a clock
  return Temporal.Now.instant()
}

/** Returns the present instant and renders the component anew every `seconds` (30 by default), for times that remain. */
export function useBrowserNow(seconds = 30): Temporal.Instant {
  const [now, setNow] = useState(browserNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(browserNow()), seconds * 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return now
}
