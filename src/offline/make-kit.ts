import { randomUUID } from 'node:crypto'
import { findRoot, type RootContext } from '#authority/known-root.ts'
import { readDirectory } from '#authority/read-directory.ts'
import { kitCodeKey } from '#envelope/kit-code.ts'
import { generatePrintedCode } from '#envelope/printed-code.ts'
import type { OwnOperator } from '#report/prepare-report.ts'
import { formatRoot } from '#key-directory/directory-root.ts'
import { homeRulebook } from '#rulebook/all-rulebooks.ts'
import { CommandError } from '#runtime/command.ts'
import type { ServiceClient } from '#runtime/service-client.ts'
import { codesPerKit } from './kit.ts'
import { openKit, type Kit, type KitFile, type KitPhone } from './kit-file.ts'

type SessionAnswer = { readonly organisation?: { readonly name: { readonly ja: string; readonly en: string } } }
type PhonesAnswer = { readonly authorities: readonly (KitPhone & { readonly sectors: readonly string[] })[] }
type RegistryAnswer = Omit<OwnOperator, 'name'> & { readonly organisationId: string }

/**
 * Returns a new kit of the client's operator: codes made here, of which the server learns the public keys alone.
 *
 * @throws {CommandError} `SIGN_IN_NEEDED` without a token; as `readDirectory` where a key cannot be proven.
 * @throws {ServiceError} as the server refuses.
 */
export async function makeKit(context: RootContext, now: Temporal.Instant): Promise<Kit> {
  const { client } = context
  // Proves the keys by the root that is pinned here; the kit holds what proves them again on a machine that knows nothing.
  await readDirectory(context)
  const [session, registry, keys, { root }, phones] = await Promise.all([
    client.json('/api/v1/session', { retries: 3 }) as Promise<unknown> as Promise<SessionAnswer>,
    client.json('/api/v1/operator', { retries: 3 }) as Promise<unknown> as Promise<RegistryAnswer>,
    client.json('/api/v1/directory', { retries: 3 }) as Promise<unknown> as Promise<KitFile['keys']>,
    findRoot(context),
    client.json('/api/v1/authorities/phones', { retries: 3 }) as Promise<unknown> as Promise<PhonesAnswer>,
  ])
  if (session.organisation === undefined)
    throw new CommandError('authentication', 'SIGN_IN_NEEDED', 'This needs a token: set NOROSHI_TOKEN or NOROSHI_TOKEN_FILE')
  const { organisationId, corporateNumber, sectors, designations, identifiers } = registry
  const known = identifiers === undefined ? {} : { identifiers }
  const { id, version } = homeRulebook()
  const kitId = randomUUID()
  const codes = Array.from({ length: codesPerKit }, (_, index) => ({
    number: index + 1,
    keyId: randomUUID(),
    code: generatePrintedCode(),
  }))
  const made = {
    format: 'noroshi-kit-1',
    kitId,
    madeAt: now.toString(),
    expiresAt: now.toString(),
    origin: client.url,
    operator: { organisationId, corporateNumber, name: session.organisation.name.ja, sectors, designations, ...known },
    root: formatRoot(root),
    keys: keptKeys(keys),
    rulebook: { id, version },
    phones: phonesFor(sectors, phones),
    codes,
  } as const
  const kit = await openKit(made)
  // Last, so that no code is registered for a kit that cannot be used.
  return { ...kit, expiresAt: (await register(client, kitId, codes)).expiresAt }
}

/** Without what the server says for display alone. */
function keptKeys({ signed, own }: KitFile['keys']): KitFile['keys'] {
  return own === undefined ? { signed } : { signed, own }
}

/** The ministries of the operator's sectors, and the bodies whose task is not bound to sectors. */
function phonesFor(sectors: readonly string[], { authorities }: PhonesAnswer): readonly KitPhone[] {
  const own = authorities.filter((one) => one.sectors.length === 0 || one.sectors.some((sector) => sectors.includes(sector)))
  return own.filter(({ numbers }) => numbers.length > 0).map(({ name, numbers }) => ({ name, numbers }))
}

async function register(client: ServiceClient, kitId: string, codes: KitFile['codes']): Promise<{ expiresAt: string }> {
  const keys = await Promise.all(
    codes.map(async ({ number, keyId, code }) => ({ number, keyId, publicKey: (await kitCodeKey(code)).publicKey })),
  )
  const body = JSON.stringify({ kitId, codes: keys })
  return (await client.json('/api/v1/kits', { method: 'POST', body })) as unknown as { expiresAt: string }
}
