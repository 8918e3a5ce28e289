import { CommandError } from '#runtime/command.ts'
import type { ServiceClient } from '#runtime/service-client.ts'
import type { Clearance, Role } from '#identity/actor.ts'

/** One fictional person, with everything needed to act as it. */
export type Persona = {
  readonly personId: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly roles: readonly Role[]
  readonly organisation: { readonly id: string; readonly kind: string; readonly name: { readonly ja: string; readonly en: string } }
  readonly clearance: Clearance
  readonly token: string
  readonly passphrase: string
}

/** Who plays: the victim's filer, an officer of an authority that the report goes to, and somebody who may be next. */
export type Cast = {
  readonly filer: Persona
  readonly subscriber: Persona
  readonly officerOf: (authorityIds: readonly string[]) => Persona
}

/**
 * Returns people of the running demonstration.
 *
 * @throws {CommandError} `DEMO_NEEDED` if the server is no demonstration.
 */
export async function findCast(client: ServiceClient): Promise<Cast> {
  const personas = await listPersonas(client)
  return {
    filer: pick(personas, (one) => one.roles.includes('filer') && one.organisation.kind === 'operator', 'filer'),
    subscriber: pick(personas, (one) => one.organisation.kind === 'subscriber' && one.clearance === 'amber+strict', 'subscriber'),
    officerOf: (authorityIds) =>
      pick(personas, (one) => one.roles.includes('officer') && authorityIds.includes(one.organisation.id), 'officer'),
  }
}

/**
 * Returns everybody of the running demonstration.
 *
 * @throws {CommandError} `DEMO_NEEDED` if the server is no demonstration.
 */
export async function listPersonas(client: ServiceClient): Promise<readonly Persona[]> {
  try {
    const answer = (await client.json('/api/v1/demo/personas', { retries: 3 })) as unknown as { personas: readonly Persona[] }
    return answer.personas
  } catch (cause) {
    throw new CommandError(
      'failed',
      'DEMO_NEEDED',
      `The walkthrough plays against a running demonstration, and ${client.url} answers none: start one with "npm start"`,
      { cause },
    )
  }
}

function pick(personas: readonly Persona[], fits: (one: Persona) => boolean, role: string): Persona {
  const found = personas.find(fits)
  if (found === undefined) throw new CommandError('failed', 'CAST_MISSING', `The demonstration has nobody to play the ${role}`)
  return found
}
