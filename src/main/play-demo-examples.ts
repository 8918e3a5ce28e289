import { setTimeout } from 'node:timers/promises'
import { demoAuthorities } from '#authority/demo-authorities.ts'
import { openSealingDirectory, type DirectoryAnswer } from '#authority/sealing-directory.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import type { Link } from '#campaign/link.ts'
import type { DirectoryRoot } from '#key-directory/directory-root.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import type { ServiceClient } from '#runtime/service-client.ts'
import examples from './demo-examples.json' with { type: 'json' }
import { fileAs } from './file-as.ts'
import { listPersonas, type Persona } from './walkthrough-cast.ts'

/** What the examples are played with. */
export type ExampleStage = {
  /** Of the demonstration's own server; acts for nobody. */
  readonly client: ServiceClient
  readonly root: DirectoryRoot
  readonly now: Temporal.Instant
  /** Ends the play. */
  readonly signal: AbortSignal
}

type Example = { readonly sector: string; readonly awareHoursAgo: number; readonly answers: JsonObject }

const pauseMs = 500

/**
 * Lets operators under different ministries report what one attacker left behind, as they would on their own machines, and an officer of each ministry confirm
 * that it belongs together. The cyber office, which got both reports, has not decided yet.
 */
export async function playDemoExamples(stage: ExampleStage): Promise<void> {
  const people = await listPersonas(stage.client)
  const sides: { readonly incidentId: string; readonly officer: Persona }[] = []
  for (const example of examples as readonly Example[]) sides.push(await playReport(example, people, stage))
  for (const { incidentId, officer } of sides) {
    const client = stage.client.as(officer.token)
    const { id } = await linkElsewhere(incidentId, client, stage.signal)
    await client.fetch(`/api/v1/links/${id}/confirm`, { method: 'POST', body: '{}' })
  }
}

async function playReport(
  { sector, awareHoursAgo, answers }: Example,
  people: readonly Persona[],
  { client, root, now, signal }: ExampleStage,
): Promise<{ incidentId: string; officer: Persona }> {
  signal.throwIfAborted()
  const operator = demoOperators.find(({ sectors }) => sectors.includes(sector))
  const ministry = demoAuthorities.find(({ kind, sectors }) => kind === 'ministry' && sectors.includes(sector))
  const filer = people.find(({ roles, organisation }) => roles.includes('filer') && organisation.id === operator?.id)
  const officer = people.find(({ roles, organisation }) => roles.includes('officer') && organisation.id === ministry?.id)
  if (filer === undefined || officer === undefined) throw new TypeError(`Nobody of the demonstration can play the example of ${sector}`)
  const aware = now.subtract({ hours: awareHoursAgo }).round('minute').toString()
  const own = client.as(filer.token)
  const answer = (await own.json('/api/v1/directory', { retries: 3 })) as unknown as DirectoryAnswer
  const directory = await openSealingDirectory(answer, { root, seen: null })
  const { report } = await fileAs(filer, { ...answers, 't.aware': aware, 't.detected': aware }, { client: own, directory })
  return { incidentId: report.incidentId, officer }
}

/** Returns the link of an incident with one elsewhere, once the worker has found it. */
async function linkElsewhere(incidentId: string, client: ServiceClient, signal: AbortSignal): Promise<Link> {
  for (;;) {
    const { links } = (await client.json(`/api/v1/incidents/${incidentId}/links`, { retries: 3 })) as unknown as { links: readonly Link[] }
    const link = links.find(({ other }) => other.kind === 'elsewhere')
    if (link !== undefined) return link
    await setTimeout(pauseMs, undefined, { signal })
  }
}
