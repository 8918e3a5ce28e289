import { randomUUID } from 'node:crypto'
import type { RootContext } from '#authority/known-root.ts'
import { readDirectory } from '#authority/read-directory.ts'
import { kitCodeKey } from '#envelope/kit-code.ts'
import { generatePrintedCode } from '#envelope/printed-code.ts'
import type { OwnOperator } from '#report/prepare-report.ts'
import { homeRulebook } from '#rulebook/all-rulebooks.ts'
import { CommandError } from '#runtime/command.ts'
import type { ServiceClient } from '#runtime/service-client.ts'
import { codesPerKit } from './kit.ts'
import type { KitFile } from './kit-file.ts'

type SessionAnswer = { readonly organisation?: { readonly name: { readonly ja: string; readonly en: string } } }
type RegistryAnswer = Omit<OwnOperator, 'name'> & { readonly organisationId: string }

/**
 * Returns a new kit of the client's operator: codes made here, of which the server learns the public keys alone.
 *
 * @throws {CommandError} `SIGN_IN_NEEDED` without a token; `INTAKE_AWAY` where the server takes no files.
 * @throws {ServiceError} as the server refuses.
 */
export async function makeKit(context: RootContext, now: Temporal.Instant): Promise<KitFile> {
  const { client } = context
  const [session, registry, verified] = await Promise.all([
    client.json('/api/v1/session', { retries: 3 }) as Promise<unknown> as Promise<SessionAnswer>,
    client.json('/api/v1/operator', { retries: 3 }) as Promise<unknown> as Promise<RegistryAnswer>,
    readDirectory(context),
  ])
  if (session.organisation === undefined)
    throw new CommandError('authentication', 'SIGN_IN_NEEDED', 'This needs a token: set NOROSHI_TOKEN or NOROSHI_TOKEN_FILE')
  const { log, own, recovery, intake } = verified
  const authorities = verified.authorities.map(({ organisationId, code, kind, sectors, name, keyId, recipient }) => {
    return { organisationId, code, kind, sectors, name, keyId, recipient }
  })
  const directory = { log, own, recovery, authorities }
  if (intake === null) throw new CommandError('failed', 'INTAKE_AWAY', 'The directory of keys lists none for files yet; try again')
  const { organisationId, corporateNumber, sectors, designations } = registry
  const { id, version } = homeRulebook()
  const kitId = randomUUID()
  const codes = Array.from({ length: codesPerKit }, (_, index) => ({
    number: index + 1,
    keyId: randomUUID(),
    code: generatePrintedCode(),
  }))
  const registered = await register(client, kitId, codes)
  return {
    format: 'noroshi-kit-1',
    kitId,
    madeAt: now.toString(),
    expiresAt: registered.expiresAt,
    origin: client.url,
    operator: { organisationId, corporateNumber, name: session.organisation.name.ja, sectors, designations },
    directory,
    intake,
    rulebook: { id, version },
    codes,
  }
}

async function register(client: ServiceClient, kitId: string, codes: KitFile['codes']): Promise<{ expiresAt: string }> {
  const keys = await Promise.all(
    codes.map(async ({ number, keyId, code }) => ({ number, keyId, publicKey: (await kitCodeKey(code)).publicKey })),
  )
  const body = JSON.stringify({ kitId, codes: keys })
  return (await client.json('/api/v1/kits', { method: 'POST', body })) as unknown as { expiresAt: string }
}
