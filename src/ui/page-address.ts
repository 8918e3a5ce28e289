import { useNavigate, useParams, useSearch } from '@tanstack/react-router'

/**
 * Returns one changing part of the present page's address, for example `usePagePart('incidentId')`.
 *
 * The value comes from the address and may be anything: the server decides what exists.
 *
 * @throws {TypeError} if the page's address has no such part.
 */
export function usePagePart(name: string): string {
  const parts: Readonly<Record<string, unknown>> = useParams({ strict: false })
  const value = parts[name]
  if (typeof value !== 'string') throw new TypeError(`Cannot read the address: it has no part "${name}"`)
  return value
}

/** Returns the query of the present page's address as texts; for filters that shall survive a reload and can be sent to a colleague. */
export function usePageQuery(): Readonly<Record<string, string>> {
  const query: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** Returns a function that goes to another page: `goTo(pagePath('start'))`; with `replace` the present page is left out of the history. */
export function useGoTo(): (href: string, options?: { search?: Readonly<Record<string, string>>; replace?: boolean }) => void {
  const navigate = useNavigate()
  return (href, options = {}) => {
    void navigate({ to: href, search: options.search ?? {}, replace: options.replace ?? false })
  }
}
