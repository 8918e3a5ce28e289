import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Persona } from '#main/walkthrough-cast.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import type { AnswersBody } from '#sighting/answers-body.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { listPersonas } from '../support/personas.ts'

const taxiiType = 'application/taxii+json;version=2.1'
const host = 'update-check.bad-host.net'

type Status = {
  readonly id: string
  readonly status: string
  readonly total_count: number
  readonly success_count: number
  readonly failure_count: number
  readonly pending_count: number
  readonly failures?: readonly { readonly id: string }[]
}
type StixIndicator = { readonly id: string; readonly type: string; readonly pattern?: string }

let demo: RunningProgram
let recipients: readonly Persona[]
let warning: WarningBody

before(async () => {
  demo = await startDemo({ environment: { NOROSHI_SIGHTING_COUNT_SECONDS: '1' } })
  const people = await listPersonas(demo.url)
  recipients = people.filter(({ organisation, clearance }) => organisation.kind === 'subscriber' && clearance !== 'clear').slice(0, 3)
  const filer = people.find(({ roles }) => roles.includes('filer'))
  assert.ok(filer)
  const ioc = [{ type: 'domain', value: host, role: 'delivery' }]
  await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, 'tec.ttp': ['T1486'], ioc } })
  warning = await until(async () => {
    const { warnings } = (await as(recipient(0)).json('/api/v1/warnings')) as unknown as { warnings: readonly WarningBody[] }
    return warnings[0] ?? null
  })
})
after(() => demo?.stop())

function recipient(place: number): Persona {
  const found = recipients[place]
  assert.ok(found)
  return found
}

function as(person: Persona) {
  return createServiceClient(demo.url, person.token)
}

/** Asks again and again until there is an answer. */
async function until<Found>(look: () => Promise<Found | null>): Promise<Found> {
  for (;;) {
    const found = await look()
    if (found !== null) return found
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

async function taxii<Answer>(person: Persona, path: string, body?: object): Promise<Answer> {
  // As TAXII clients sign in: the token as password.
  const authorization = `Basic ${Buffer.from(`client:${person.token}`).toString('base64')}`
  const headers = { accept: taxiiType, authorization, ...(body === undefined ? {} : { 'content-type': taxiiType }) }
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`${demo.url}/taxii2/api${path}`, { headers, ...sent })
  assert.ok(response.ok, `${path} answered ${response.status}`)
  return (await response.json()) as Answer
}

async function collection(person: Persona, alias: string): Promise<string> {
  const { collections } = await taxii<{ collections: readonly { id: string; alias: string }[] }>(person, '/collections/')
  const found = collections.find((one) => one.alias === alias)
  assert.ok(found, alias)
  return `/collections/${found.id}`
}

/** Returns the id of the indicator as a client finds it: among the objects of the collection that it polls. */
async function polledIndicator(person: Persona): Promise<string> {
  const place = await collection(person, 'green')
  return until(async () => {
    const { objects = [] } = await taxii<{ objects?: readonly StixIndicator[] }>(person, `${place}/objects/?match[type]=indicator`)
    return objects.find(({ pattern }) => pattern?.includes(host) === true)?.id ?? null
  })
}

function sighting(reference: string, properties: object = {}) {
  const id = `sighting--${randomUUID()}`
  const at = new Date().toISOString()
  return { type: 'sighting', spec_version: '2.1', id, created: at, modified: at, sighting_of_ref: reference, ...properties }
}

async function write(person: Persona, objects: readonly object[]): Promise<Status> {
  return taxii<Status>(person, `${await collection(person, 'sightings')}/objects/`, { objects })
}

async function counts(person: Persona): Promise<AnswersBody> {
  return (await as(person).json(`/api/v1/warnings/${warning.id}/sightings`)) as unknown as AnswersBody
}

test('sightings that three recipients write over TAXII become a number for all, once each; what is none is refused with a status', async () => {
  const reference = await polledIndicator(recipient(0))
  const own = sighting(reference, { count: 4 })
  const foreign = { ...sighting(reference), type: 'identity', id: `identity--${randomUUID()}`, name: 'Sample Waterworks' }
  const unknown = sighting(`indicator--${randomUUID()}`)
  const first = await write(recipient(0), [own, own, sighting(reference), foreign, unknown])
  assert.deepEqual(
    [first.status, first.total_count, first.success_count, first.failure_count, first.pending_count],
    ['complete', 5, 3, 2, 0],
  )
  assert.deepEqual(new Set(first.failures?.map(({ id }) => id)), new Set([foreign.id, unknown.id]))
  const asked = await taxii<Status>(recipient(0), `/status/${first.id}/`)
  assert.deepEqual([asked.total_count, asked.success_count, asked.failure_count], [5, 3, 2])
  await write(recipient(1), [sighting(reference)])
  const written = Temporal.Now.instant()
  const afterTwo = await until(async () => {
    const table = await counts(recipient(1))
    const isLater = table.countedAt !== null && Temporal.Instant.compare(table.countedAt, written) > 0
    return isLater ? table : null
  })
  assert.equal(afterTwo.warning.seen, null, 'two are no number')
  await write(recipient(2), [sighting(reference)])
  const shown = await until(async () => ((await counts(recipient(0))).warning.seen === null ? null : counts(recipient(0))))
  assert.equal(shown.warning.seen, 3)
  assert.equal(shown.warning.blocked, null)
})
