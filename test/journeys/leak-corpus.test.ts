import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { followStream, type StreamReader } from '../support/follow-stream.ts'
import { filingWith, openFiler, postFiling } from '../support/filings.ts'
import { startMailServer, type MailServer } from '../support/mail-server.ts'
import { listPersonas, type Persona } from '../support/personas.ts'
import { startOwnPostgres, type OwnPostgres } from '../support/postgres.ts'
import { findInBytes, searchFor } from '../support/search-bytes.ts'
import { settled } from '../support/settled.ts'
import { everyPush, pushEnvironment, subscribe } from '../support/subscribe.ts'
import { judged } from '../support/judging.ts'
import { startWebhookServer, type WebhookServer } from '../support/webhook-server.ts'
import { leakingReports, type LeakingReport } from '../leaks/corpus.ts'
import { findPlanted, LeakJudge } from '../leaks/leak-judge.ts'
import { readAllChannels, textsOfAnswer, type ChannelAnswer } from '../leaks/read-all-channels.ts'
import { pushedAnswers, readPdfs } from '../leaks/read-pushes.ts'
import { agreedToAll } from '../leaks/what-gets-out.ts'

const victims = 8
const reportsOfEach = 25

type Filed = { readonly report: LeakingReport; readonly status: number; readonly answer: string }

/** Warnings whose PDFs are read; a reader may ask for sixty a minute. */
const printed = 25

let postgres: OwnPostgres
let webhooks: WebhookServer
let mails: MailServer
let stream: StreamReader
let demo: RunningProgram
let personas: readonly Persona[]
const filed: Filed[] = []
const answers: ChannelAnswer[] = []

before(async () => {
  postgres = await startOwnPostgres()
  webhooks = await startWebhookServer()
  mails = await startMailServer()
  demo = await startDemo({ environment: { ...pushEnvironment(mails), DATABASE_URL: postgres.url } })
  personas = await listPersonas(demo.url)
  const reader = personas.find(({ organisation, clearance }) => organisation.kind === 'subscriber' && clearance === 'amber+strict')
  const token = reader?.token ?? ''
  for (const wish of everyPush(webhooks)) await subscribe({ url: demo.url, token, mails }, wish)
  stream = followStream(demo.url, token)
  await fileCorpus()
  await settled(postgres.url)
  for (const one of [null, token]) answers.push(...(await readAllChannels(demo.url, one)))
  const ids = warningIds()
  const chosen = ids.filter((_, index) => index % Math.ceil(ids.length / printed) === 0)
  answers.push(...(await readPdfs(demo.url, token, chosen)))
  while (stream.events.length < ids.length) await new Promise((resolve) => setTimeout(resolve, 100))
  answers.push(...pushedAnswers({ webhooks, mails, stream }))
})

after(async () => {
  await stream?.stop()
  await demo?.stop()
  await webhooks?.stop()
  await mails?.stop()
  await postgres?.stop()
})

function warningIds(): readonly string[] {
  return [...new Set(answers.flatMap(({ address }) => /^\/api\/v1\/warnings\/([0-9a-f-]{36})$/u.exec(address)?.[1] ?? []))]
}

test('reports of the corpus are filed by their victims, and published', (t) => {
  const accepted = filed.filter(({ status }) => status === 201)
  const warnings = warningIds()
  t.diagnostic(`${filed.length} filed, ${accepted.length} accepted; ${warnings.length} warnings; ${answers.length} answers of all channels`)
  assert.ok(accepted.length >= 100, `${accepted.length} accepted`)
  assert.ok(warnings.length >= accepted.length / 4, `${warnings.length} warnings`)
})

test('every warning comes by itself, too: as webhooks of all forms, as mail at once and in digests, on the event stream, and as PDF', (t) => {
  const ids = warningIds()
  const texts = (prefix: string): readonly string[] =>
    answers.filter(({ address }) => address.startsWith(prefix)).map(({ bytes }) => bytes.toString('utf8'))
  for (const channel of [
    'webhook /json',
    'webhook /slack',
    'webhook /teams',
    'webhook /daily',
    'mail at-once@',
    'mail daily@',
    'event stream',
  ]) {
    const told = texts(channel).join('\n')
    t.diagnostic(`${channel}: ${texts(channel).length} messages`)
    assert.deepEqual(
      ids.filter((id) => !told.includes(id)),
      [],
      channel,
    )
  }
  const prints = answers.filter(({ address }) => address.includes('/pdf?'))
  assert.ok(prints.length >= printed, `${prints.length} prints`)
  for (const { address, bytes } of prints) assert.match(bytes.toString('utf8'), address.endsWith('ja') ? /警報/u : /Warning/u, address)
})

test('nothing that a subscriber fetches or is sent, on any channel, gives a victim away', () => {
  const texts = new Map(answers.flatMap((answer) => textsOfAnswer(answer).map((text) => [text, answer.address] as const)))
  const escapes: string[] = []
  for (const victim of new Set(filed.map(({ report }) => report.victim))) {
    const escape = new LeakJudge(victim).findIn(texts.keys())
    if (escape !== null) escapes.push(`${texts.get(escape.within) ?? ''}: ${escape.what} in ${escape.within.slice(0, 200)}`)
  }
  for (const { report } of filed) {
    const escape = findPlanted(report.planted, texts.keys())
    if (escape !== null) escapes.push(`${texts.get(escape.within) ?? ''}: ${report.way}: ${escape.what} in ${escape.within.slice(0, 200)}`)
  }
  assert.deepEqual(escapes, [])
})

test('no bytes of any channel hold a domain, a host or a number of a victim, in any form in which a program keeps texts', () => {
  const bytes = Buffer.concat(answers.map((answer) => answer.bytes))
  const traces = [...new Set(filed.map(({ report }) => report.victim))].flatMap((victim) =>
    victim.traces.filter(({ kind }) => kind === 'domain' || kind === 'host' || kind === 'corporate-number'),
  )
  assert.deepEqual(
    traces.flatMap(({ text }) => findInBytes(bytes, searchFor(text))),
    [],
  )
})

test('the answer to a filing is the same whatever the gate makes of it, and a refusal repeats nothing', () => {
  const alike = filed.filter(({ report, status }) => status === 201 && report.shareable['inc.kind'] === 'other')
  const shapes = (verdict: string): readonly string[] => [
    ...new Set(
      alike.filter(({ report }) => judged(report.shareable, agreedToAll).verdict === verdict).map(({ answer }) => shapeOf(answer)),
    ),
  ]
  assert.equal(shapes('release').length, 1)
  assert.deepEqual(shapes('hold'), shapes('release'))
  for (const { report, answer } of filed.filter(({ status }) => status !== 201)) {
    // A refusal points at the field that it is about, to its filer alone; two ways of the corpus plant names of fields.
    if (report.planted.length < 6 || report.way === 'name of a field' || report.way === 'what the gate says') continue
    assert.equal(answer.includes(JSON.stringify(report.planted).slice(1, -1)), false, `${report.way}: ${answer}`)
  }
})

/** Returns an answer without what is random or a time in every one. */
function shapeOf(answer: string): string {
  return answer
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, 'id')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/gu, 'instant')
    .replaceAll(/[A-Za-z0-9+/]{40,}={0,2}|[0-9a-f]{64}/gu, 'bytes')
    .replaceAll(/\d+/gu, 'number')
}

test('ids tell no time and no origin, and every instant is a release tick or a day', () => {
  for (const { address, bytes } of answers.filter((answer) => answer.address.endsWith('/objects/'))) {
    const { objects = [] } = JSON.parse(bytes.toString('utf8')) as { objects?: readonly Record<string, unknown>[] }
    for (const object of objects) {
      const { id, type } = object as { id: string; type: string }
      if (type !== 'marking-definition')
        assert.match(id, /--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u, address)
      assert.equal('created_by_ref' in object, false)
      for (const field of ['created', 'modified', 'valid_from', 'valid_until', 'published']) {
        const instant = object[field]
        if (typeof instant === 'string') assert.match(instant, /:\d\d(?:\.0{1,6})?Z$/u, `${field} of ${id}`)
      }
    }
  }
})

async function fileCorpus(): Promise<void> {
  const filers = personas.filter(({ roles, organisation }) => roles.includes('filer') && organisation.kind === 'operator').slice(0, victims)
  const reports = leakingReports()
  for (const persona of filers) {
    const own = reports.filter(({ victim }) => victim.operatorId === persona.organisation.id)
    const filer = await openFiler(demo.url, persona.token)
    for (const report of Array.from({ length: reportsOfEach }, (_, index) => own[(index * 17) % own.length])) {
      if (report === undefined) continue
      const handling = {
        ...filer.template.handling,
        'inc.kind': report.shareable['inc.kind'] ?? 'other',
        'share.tlp': 'clear',
        'share.pap': 'clear',
      }
      const { status, body } = await postFiling(filer, await filingWith(filer, { shareable: report.shareable, handling }))
      filed.push({ report, status, answer: JSON.stringify(body) })
    }
  }
}
