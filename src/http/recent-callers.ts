import type { IncomingHttpHeaders } from 'node:http'

type Authenticate<Caller> = (headers: IncomingHttpHeaders) => Promise<Caller>

/** Recognises callers, and those of the last moment without asking again. */
export type RecentCallers<Caller> = { readonly authenticate: Authenticate<Caller>; readonly stop: () => void }

/** How many callers are kept; with more, the moment ends early. */
const callersMost = 10_000

/**
 * Returns `authenticate` with a memory of whom an Authorization header stood for, emptied every `seconds`: a busy client's requests need no hash and no clock.
 * Refusals and callers without that header are asked about every time.
 *
 * @param authenticate Must depend on the Authorization header alone where there is one.
 */
export function createRecentCallers<Caller>(authenticate: Authenticate<Caller>, seconds: number): RecentCallers<Caller> {
  const recent = new Map<string, Caller>()
  const timer = setInterval(() => recent.clear(), seconds * 1000).unref()
  const ask = async (header: string, headers: IncomingHttpHeaders): Promise<Caller> => {
    const caller = await authenticate(headers)
    if (recent.size >= callersMost) recent.clear()
    recent.set(header, caller)
    return caller
  }
  return {
    authenticate: async (headers) => {
      const header = headers.authorization
      return header === undefined ? authenticate(headers) : (recent.get(header) ?? ask(header, headers))
    },
    stop: () => clearInterval(timer),
  }
}
