import assert from 'node:assert/strict'
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { Link } from '#campaign/link.ts'
import { linkTick } from '#campaign/link-tick.ts'
import { traitName, type TraitType } from '#campaign/trait.ts'
import { traitKeys } from '#campaign/trait-keys.ts'
import type { FiledReport } from '#report/report.ts'
import { ownerTags } from '#operator/owner-tag.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { filingVault } from '#report/filing-vault.ts'
import { systemClock } from '#runtime/clock.ts'
import { Secret } from '#runtime/secret.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { dumpRows, type DumpedRow } from '../support/dump-rows.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { operatorMarks } from '../support/operator-marks.ts'
import { listPersonas, type Persona } from '../support/personas.ts'

const operators = 6
const decoys = 2_000

// What the server keeps outside the database.
const ownerKey = new Secret('owner key of tests')

/** A value that a thief may guess. */
type Value = { readonly type: TraitType; readonly value: string }

/** What two reports share, by whose they are among the filers. */
type Shared = { readonly holders: readonly [number, number]; readonly values: readonly Value[] }

const shared: readonly Shared[] = [0, 2, 4].map((first) => ({
  holders: [first, first + 1],
  values: [
    { type: 'domain', value: `relay-${first}.shared-and-bad.net` },
    { type: 'sha256', value: createHash('sha256').update(`sample ${first}`).digest('hex') },
    { type: 'ipv4', value: `198.51.100.${210 + first}` },
    { type: 'email', value: `payroll-${first}@shared-and-worse.org` },
  ],
}))
const single = Array.from({ length: operators }, (_, at): Value => ({ type: 'domain', value: `only-${at}.bad-alone-${at}.com` }))

let server: DemoServer
let filers: readonly Persona[]
let filed: readonly FiledReport[]
let rows: readonly DumpedRow[]

before(async () => {
  server = await startDemoServer()
  const personas = await listPersonas(server.url)
  filers = [...Map.groupBy(personas.filter(isFiler), ({ organisation }) => organisation.id).values()]
    .flatMap(([one]) => (one === undefined ? [] : [one]))
    .slice(0, operators)
  assert.equal(filers.length, operators)
  const reports: FiledReport[] = []
  for (const [at, filer] of filers.entries()) reports.push(await fileAnswers({ url: server.url, filer, answers: answersOf(at) }))
  filed = reports
  const { database } = server.test
  await linkTick({
    database,
    clock: systemClock(),
    vault: filingVault(ownerKey),
    keys: traitKeys(ownerKey),
    newId: () => randomUUID(),
    openJudge: () => Promise.resolve(() => 'telling'),
    onUnreadable: (_, error) => {
      throw error
    },
  })
  await confirmEverything(personas.filter(({ roles, organisation }) => roles.includes('officer') && organisation.kind === 'authority'))
  rows = await dumpRows(database)
})

after(() => server.stop())

function isFiler({ roles, organisation }: Persona): boolean {
  return roles.includes('filer') && organisation.kind === 'operator'
}

function answersOf(at: number) {
  const values = [...shared.filter(({ holders }) => holders.includes(at)).flatMap((one) => one.values), ...single.slice(at, at + 1)]
  return { ...sampleAnswers, 'tec.ttp': ['T1486'], ioc: values.map(({ type, value }) => ({ type, value })) }
}

/** Every officer confirms what links there are, so that every table of links and campaigns holds something. */
async function confirmEverything(officers: readonly Persona[]): Promise<void> {
  for (const { token } of officers) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const read = async (path: string): Promise<unknown> => (await fetch(`${server.url}/api/v1/${path}`, { headers })).json()
    const { incidents } = (await read('new-links')) as { incidents: readonly { incidentId: string }[] }
    for (const { incidentId } of incidents) {
      const { links } = (await read(`incidents/${incidentId}/links`)) as { links: readonly Link[] }
      for (const { id, state } of links)
        if (state === 'proposed') await fetch(`${server.url}/api/v1/links/${id}/confirm`, { method: 'POST', headers, body: '{}' })
    }
  }
}

/** Everything that a thief tries: what was reported in truth, what operators are known by, and a long list of known indicators. */
function knownIndicators(): readonly Value[] {
  const own = demoOperators.flatMap(({ domains }) => domains.map((value): Value => ({ type: 'domain', value })))
  const listed = Array.from({ length: decoys }, (_, at): Value =>
    at % 2 === 0
      ? { type: 'domain', value: `listed-${at}.known-bad.net` }
      : { type: 'sha256', value: createHash('sha256').update(`listed ${at}`).digest('hex') },
  )
  return [...shared.flatMap(({ values }) => values), ...single, ...own, ...listed]
}

/** Keys of traits in hexadecimal, by the incident that holds them. */
type Held = ReadonlyMap<string, ReadonlySet<string>>

/** Returns what the tables of traits and links say of who holds what. */
function heldInDump(): Held {
  const held = new Map<string, Set<string>>()
  const add = (incidentId: unknown, keys: unknown): void => {
    const known = held.get(String(incidentId)) ?? new Set<string>()
    held.set(String(incidentId), known)
    for (const key of [keys].flat()) known.add(String(key).replace('\\x', ''))
  }
  for (const { table, values } of rows) {
    if (table === 'incident_trait') add(values['incident_id'], [values['trait_key'], values['implies']].flat())
    if (table !== 'incident_link') continue
    add(values['low_incident_id'], values['trait_keys'])
    add(values['high_incident_id'], values['trait_keys'])
  }
  return held
}

/** Turns a value into what the tables might hold of it, in hexadecimal. */
type Guess = (value: Value) => readonly string[]

/** Returns which of the known indicators two incidents share by such guesses: `first incident, second incident, type and value`. */
function crack(held: Held, guess: Guess): readonly string[] {
  const holders = new Map<string, string[]>()
  for (const [incidentId, keys] of held) for (const key of keys) holders.set(key, [...(holders.get(key) ?? []), incidentId])
  return knownIndicators()
    .flatMap((one) => {
      const found = [...new Set(guess(one).flatMap((key) => holders.get(key) ?? []))].toSorted()
      return found.length < 2 ? [] : [`${found.join(', ')}, ${traitName(one)}`]
    })
    .toSorted()
}

/** What there is to find. */
function truth(): readonly string[] {
  return shared
    .flatMap(({ holders, values }) => {
      const ids = holders.map((at) => filed[at]?.incidentId ?? '').toSorted()
      return values.map((one) => `${ids.join(', ')}, ${traitName(one)}`)
    })
    .toSorted()
}

const keyHex = 32

/** Everything that the bytes of a key might be without a key: a digest of the value, alone or with its type, or the start of the value itself. */
function withoutKey({ type, value }: Value): readonly string[] {
  const names = namesOf({ type, value })
  const digests = ['md5', 'sha1', 'sha256', 'sha512'].flatMap((hash) => names.map((name) => createHash(hash).update(name).digest('hex')))
  return [...digests, ...names.map((name) => Buffer.from(name).toString('hex'))].map((hex) => hex.slice(0, keyHex))
}

function namesOf(one: Value): readonly string[] {
  return [one.value, traitName(one), `noroshi-trait-1:${traitName(one)}`]
}

/** Everything that the key might be, where it lay in the database: any text or bytes of any cell. */
function secretsInDump(): readonly Buffer[] {
  const texts = new Set(rows.flatMap(({ values }) => Object.values(values).flat()).filter((one) => typeof one === 'string'))
  const short = [...texts].filter((text) => text.length >= 16 && text.length <= 140)
  return short.flatMap((text) => [Buffer.from(text), ...(text.startsWith('\\x') ? [Buffer.from(text.slice(2), 'hex')] : [])])
}

function underSecrets(secrets: readonly Buffer[]): Guess {
  const worthTrying = new Set(shared.flatMap(({ values }) => values.map(traitName)))
  return (one) =>
    worthTrying.has(traitName(one))
      ? secrets.flatMap((secret) => namesOf(one).map((name) => createHmac('sha256', secret).update(name).digest('hex').slice(0, keyHex)))
      : []
}

/** The tables as they would be, had the keys of traits been made by `keyOf`. */
function heldUnder(keyOf: (value: Value) => string): Held {
  return new Map(
    filed.map(({ incidentId }, at) => {
      const values = [...shared.filter(({ holders }) => holders.includes(at)).flatMap((one) => one.values), ...single.slice(at, at + 1)]
      return [incidentId, new Set(values.map(keyOf))]
    }),
  )
}

test('with the key outside the database, a list of known indicators tells every value that two reports share', () => {
  const keys = traitKeys(ownerKey)
  assert.deepEqual(
    crack(heldInDump(), (one) => [keys.keyOf(one).toString('hex')]),
    truth(),
  )
  assert.equal(truth().length, 12)
})

test('the database alone tells no value that two reports share, whatever is guessed', () => {
  const held = heldInDump()
  assert.ok([...held.values()].every((keys) => keys.size > 4) && held.size === operators, 'the thief must have something to try')
  assert.deepEqual(crack(held, withoutKey), [])
  assert.deepEqual(crack(held, underSecrets(secretsInDump())), [])
})

test('the guesses find everything where keys have no secret, or one that lies in the database', () => {
  const digest = heldUnder((one) => createHash('sha256').update(traitName(one)).digest('hex').slice(0, keyHex))
  assert.deepEqual(crack(digest, withoutKey), truth())
  const secrets = secretsInDump()
  const careless = secrets[Math.floor(secrets.length / 2)] ?? Buffer.of()
  const keyed = heldUnder((one) => createHmac('sha256', careless).update(traitName(one)).digest('hex').slice(0, keyHex))
  assert.deepEqual(crack(keyed, underSecrets(secrets)), truth())
})

test('no value of an unreleased report lies anywhere in the database, however it is written', () => {
  const vault = filingVault(ownerKey)
  const all = rows.map(({ text }) => text.toLowerCase()).join('\n')
  const opened = rows
    .filter(({ table }) => table === 'report')
    .map(({ values }) => vault.open(String(values['id']), Buffer.from(String(values['sealed_filing']).slice(2), 'hex')))
  for (const { value } of [...shared.flatMap(({ values }) => values), ...single]) {
    assert.ok(
      opened.some((text) => text.includes(value)),
      'where filings lie open, the value is found',
    )
    for (const written of [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64').replace(/=+$/, '')])
      assert.ok(!all.includes(written.toLowerCase()), `a row holds ${written}`)
  }
})

/** All rows that belong to a case: by its ids, and by those of its links and campaigns. */
function caseText({ incidentId, reportId }: FiledReport): string {
  const own = rows.filter(({ text }) => text.includes(incidentId) || text.includes(reportId))
  const reached = own.flatMap(({ table, values }) =>
    table === 'incident_link' ? [String(values['id'])] : table === 'campaign_member' ? [String(values['campaign_id'])] : [],
  )
  const further = rows.filter(({ table, text }) => ['link_act', 'campaign'].includes(table) && reached.some((id) => text.includes(id)))
  return [...own, ...further].map(({ text }) => text).join('\n')
}

test('links and campaigns of a stolen database name the operator of no case', () => {
  for (const table of ['incident_trait', 'incident_reading', 'incident_link', 'link_act', 'campaign', 'campaign_member'])
    assert.ok(
      rows.some((one) => one.table === table),
      `${table} holds nothing to look at`,
    )
  const tags = ownerTags(ownerKey)
  for (const [at, report] of filed.entries()) {
    const text = caseText(report)
    assert.ok(text.includes(tags.tagOf(filers[at]?.organisation.id ?? '').toString('hex')), 'with the key every case is named')
    for (const { table, values } of rows.filter((row) => row.table === 'operator')) {
      const marks = operatorMarks(rows, String(values['organisation_id']))
      assert.ok(marks.size > 5, `${table} says too little to look for`)
      assert.deepEqual(
        [...marks].filter((mark) => text.includes(mark)),
        [],
      )
    }
  }
})
