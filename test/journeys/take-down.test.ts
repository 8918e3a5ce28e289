import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import demoOperators from '#operator/demo-operators.json' with { type: 'json' }
import { emptyWarning } from '#warning/draft/editable-warning.ts'
import type { EditableWarning } from '#warning/draft/draft-schema.ts'
import { readAllChannels } from '../leaks/read-all-channels.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { officerAt, readDraft, signDraft, type Officer } from '../support/officers.ts'
import { listPersonas } from '../support/personas.ts'

const host = 'vpn-of-somebody.hosting-firm.net'
const kept = 'command.bad-host.net'

let demo: RunningProgram
let officer: Officer
let releaser: Officer
let token: string

before(async () => {
  demo = await startDemo()
  const personas = await listPersonas(demo.url)
  const found = personas.find(({ roles }) => roles.includes('releaser'))
  assert.ok(found)
  const colleague = personas.find(({ roles, organisation }) => roles.includes('officer') && organisation.id === found.organisation.id)
  const reader = personas.find(({ organisation, clearance }) => organisation.kind === 'subscriber' && clearance === 'amber+strict')
  assert.ok(colleague && reader)
  ;[officer, releaser, token] = [await officerAt(demo.url, colleague), await officerAt(demo.url, found), reader.token]
})

after(() => demo?.stop())

const today = Temporal.Now.instant().toZonedDateTimeISO('UTC').toPlainDate()

function content(change: Partial<EditableWarning> = {}): EditableWarning {
  const indicator = { role: null, advice: 'block', confidence: 'confirmed', validUntil: today.add({ days: 30 }).toString() } as const
  return {
    ...emptyWarning(today),
    tlp: 'clear',
    pap: 'clear',
    techniques: ['T1486'],
    indicators: [
      { ...indicator, type: 'domain', value: host },
      { ...indicator, type: 'domain', value: kept },
    ],
    detections: [
      { language: 'yara', name: 'somebody', text: `rule somebody { strings: $a = "${host}" condition: $a }` },
      { language: 'yara', name: 'others', text: `rule others { strings: $a = "${kept}" condition: $a }` },
    ],
    note: { ja: `${host.replaceAll('.', '[.]')} に注意してください。`, en: 'Look at it.' },
    ...change,
  }
}

async function signedByTwo(id: string): Promise<void> {
  assert.equal((await signDraft(officer, id, 'draft')).status, 204)
  const approved = await signDraft(releaser, id, 'approval')
  assert.deepEqual([approved.status, approved.body], [200, { missing: 0 }])
}

/** Returns a draft as the gate left it. */
async function judged(id: string) {
  for (;;) {
    const draft = await readDraft(officer, id)
    if (draft.state !== 'approved') return draft
    await pause(100)
  }
}

async function released(change: Partial<EditableWarning> = {}): Promise<string> {
  const made = await officer.call('POST', '/api/v1/warning-drafts', { content: content(change) })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await signedByTwo(String(made.body['id']))
  const draft = await judged(String(made.body['id']))
  assert.equal(draft.state, 'published', JSON.stringify(draft.refused))
  return draft.warningId
}

async function recalled(warningId: string, indicatorIds: readonly string[] | null, reason = 'names-somebody'): Promise<void> {
  const made = await officer.call('POST', `/api/v1/warnings/${warningId}/recalls`, { reason, indicatorIds })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await signedByTwo(String(made.body['id']))
  const draft = await judged(String(made.body['id']))
  assert.equal(draft.state, 'published', JSON.stringify(draft.refused))
}

/** Returns the addresses of all channels whose answers hold a text. */
async function heldBy(text: string): Promise<readonly string[]> {
  const answers = await readAllChannels(demo.url, token)
  const forms = [text, text.replaceAll('.', '[.]')]
  return [...new Set(answers.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ address }) => address))]
}

function statement(id: string, version: number): Promise<Response> {
  return fetch(`${demo.url}/api/v1/warnings/${id}/statement?version=${version}`, { headers: { authorization: `Bearer ${token}` } })
}

test('the real gate sends back a draft that it refuses, and goes on releasing', async () => {
  const name = demoOperators[0]?.names.ja ?? ''
  const made = await officer.call('POST', '/api/v1/warning-drafts', { content: content({ note: { ja: `${name}です。`, en: 'Seen.' } }) })
  await signedByTwo(String(made.body['id']))
  const draft = await judged(String(made.body['id']))
  assert.equal(draft.state, 'draft')
  assert.deepEqual(new Set(draft.refused?.map(({ code }) => code)), new Set(['operator-named']))
  await released({ indicators: [], detections: [], note: null })
})

test('an indicator that named somebody vanishes from every version on every channel; the rest of the warning stays', async () => {
  const id = await released()
  const before_ = await heldBy(host)
  for (const part of ['/api/v1/warnings', '/statement', '/feeds/misp/', '/feeds/stix/', '/taxii2/', '/feeds/indicators.csv'])
    assert.ok(before_.some((address) => address.includes(part), part))
  const { body } = await officer.call('GET', `/api/v1/warnings/${id}`)
  const indicators = body['indicators'] as { id: string; value: string }[]
  await recalled(id, [indicators.find(({ value }) => value === host)?.id ?? ''])
  assert.deepEqual(await heldBy(host), [])
  assert.notDeepEqual(await heldBy(kept), [])
  const [first, second] = [await statement(id, 1), await statement(id, 2)]
  assert.deepEqual([first.status, second.status], [410, 200])
  assert.match(await first.text(), /WARNING_TAKEN_DOWN.*[0-9a-f]{64}|[0-9a-f]{64}.*WARNING_TAKEN_DOWN/)
  const { body: after_ } = await officer.call('GET', `/api/v1/warnings/${id}`)
  assert.deepEqual(after_['knownWrong'], [{ type: 'domain', value: '[removed]', reason: 'names-somebody' }])
})

test('what was taken down once, nobody releases again', async () => {
  const made = await officer.call('POST', '/api/v1/warning-drafts', { content: content({ detections: [], note: null }) })
  await signedByTwo(String(made.body['id']))
  const draft = await judged(String(made.body['id']))
  assert.deepEqual(draft.refused, [{ code: 'taken-down', pointers: ['/indicators/1/value'] }])
})

test('a warning that named somebody in its words is emptied in every version, and stays recalled', async () => {
  const told = 'the-plant-by-the-river'
  const id = await released({ indicators: content().indicators.slice(1), detections: [], note: { ja: `${told}です。`, en: told } })
  assert.notDeepEqual(await heldBy(told), [])
  await recalled(id, null)
  assert.deepEqual(await heldBy(told), [])
  const { body } = await officer.call('GET', `/api/v1/warnings/${id}`)
  assert.deepEqual([body['state'], body['note'], body['indicators'], body['techniques']], ['recalled', null, [], []])
  const objects = (await officer.call('GET', `/api/v1/warnings/${id}/stix`)).body['objects'] as { type: string; revoked?: boolean }[]
  assert.ok(objects.filter(({ type }) => type === 'indicator' || type === 'report').every(({ revoked }) => revoked === true))
})

test('what was recalled as a false positive, and then proves to name somebody, is taken down, too', async () => {
  const value = 'gate.someone-else.net'
  const [first] = content().indicators
  assert.ok(first)
  const id = await released({ indicators: [{ ...first, value }], detections: [], note: null })
  const { body } = await officer.call('GET', `/api/v1/warnings/${id}`)
  const [indicator] = body['indicators'] as { id: string }[]
  await recalled(id, null, 'false-positive')
  assert.notDeepEqual(await heldBy(value), [])
  await recalled(id, [indicator?.id ?? ''])
  assert.deepEqual(await heldBy(value), [])
  const { body: after_ } = await officer.call('GET', `/api/v1/warnings/${id}`)
  assert.deepEqual([after_['state'], after_['version']], ['recalled', 3])
})
