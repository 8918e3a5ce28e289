import { lookup } from 'node:dns'
import { Resolver } from 'node:dns/promises'

/** Finds the addresses of a host name: none for a name that has none. */
export type NameAddresses = (name: string) => Promise<readonly string[]>

/**
 * Returns what asks the machine's servers of names, or `servers` (`address:port`), for all IPv4 and IPv6 addresses of a name.
 *
 * Slow names hold up nobody else's. The machine's own look-up (`getaddrinfo`) would: two names whose servers never answer keep every other name of the
 * process waiting, and which servers answer for a name is up to whoever owns it. Names that the machine alone knows, as in its file of hosts, are not found.
 *
 * @throws {Error} With the code of c-ares where no server gives an answer, such as `ETIMEOUT`.
 */
export function publicNameAddresses(servers?: readonly string[]): NameAddresses {
  const resolver = new Resolver({ timeout: 2_500, tries: 2 })
  if (servers !== undefined) resolver.setServers(servers)
  return async (name) => {
    const both = await Promise.all([orNone(resolver.resolve4(name)), orNone(resolver.resolve6(name))])
    return both.flat()
  }
}

/** Returns what finds the addresses of a name as the machine does by itself: for tests and demonstrations, whose names may be its own alone. */
export function machineNameAddresses(): NameAddresses {
  return (name) =>
    new Promise((resolve, reject) => {
      lookup(name, { all: true }, (error, found) => (error === null ? resolve(found.map(({ address }) => address)) : reject(error)))
    })
}

/** One kind of address is enough, but what is not known of the other is a failure: it may be a private one. */
async function orNone(asked: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await asked
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'ENODATA' || code === 'ENOTFOUND') return []
    throw error
  }
}
