import { useCallback, useMemo, useState } from 'react'
import { errorOf, type ErrorEntry } from './error-entries.ts'

/** The errors of a form as the last attempt to go on showed them. */
export type FormErrors = {
  readonly entries: readonly ErrorEntry[]
  /** Grows with each attempt that showed errors; the focus moves to the summary when it does. */
  readonly attempt: number
  /** Shows `entries`; with an empty list the form has no errors any more. */
  readonly show: (entries: readonly ErrorEntry[]) => void
  /** Returns the message of the field `id`, or null. */
  readonly of: (id: string) => string | null
}

/** Returns the errors of a form, empty at first. Check when the person goes on, never while they type. */
export function useFormErrors(): FormErrors {
  const [state, setState] = useState<{ entries: readonly ErrorEntry[]; attempt: number }>({ entries: [], attempt: 0 })
  const show = useCallback((entries: readonly ErrorEntry[]) => {
    setState(({ attempt }) => ({ entries, attempt: entries.length === 0 ? attempt : attempt + 1 }))
  }, [])
  return useMemo(() => ({ ...state, show, of: (id: string) => errorOf(state.entries, id) }), [state, show])
}
