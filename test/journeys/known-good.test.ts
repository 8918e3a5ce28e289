import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { codes, judged, withIndicators } from '../support/judging.ts'
import { listPersonas } from '../support/personas.ts'
import { plantedKnownGood, publishedLists } from '../support/planted-known-good.ts'
import { sharedData } from '../support/shared-data.ts'

const folder = sharedData('misp-warninglists')
const skip = { skip: folder === null && 'the folder of real data is absent' }
const bad = 'update-check.bad-host.net'
let demo: RunningProgram

before(async () => {
  if (folder !== null) demo = await startDemo({ environment: { NOROSHI_KNOWN_GOOD: folder } })
})
after(() => demo?.stop())

async function listed(): Promise<readonly { readonly value: string; readonly advice: string }[]> {
  const answer = await fetch(`${demo.url}/feeds/indicators.json`)
  assert.equal(answer.status, 200)
  return ((await answer.json()) as { indicators: { value: string; advice: string }[] }).indicators
}

test('of 50 known-good values that two operators file, the running gate shares none', skip, async () => {
  const lists = publishedLists(folder ?? '')
  // What sounds like an operator of the fictional country would hold the whole report.
  const planted = plantedKnownGood(lists, 500)
    .filter((_, index) => index % 9 === 0)
    .filter((entry) => !codes(judged(withIndicators(entry))).includes('operator-named'))
    .slice(0, 50)
  assert.equal(planted.length, 50)
  const people = await listPersonas(demo.url)
  const filers = people.filter(({ roles, organisation }) => roles.includes('filer') && organisation.kind === 'operator').slice(0, 2)
  assert.equal(new Set(filers.map(({ organisation }) => organisation.id)).size, 2)
  const ioc = [...planted, { type: 'domain', value: bad, role: 'delivery' }]
  for (const filer of filers)
    await fileAnswers({ url: demo.url, filer, answers: { ...sampleAnswers, 'tec.ttp': ['T1486'], ioc, 'share.tlp': 'clear' } })
  // What both reported and is on no list goes out to be blocked, when both reports were judged.
  while (!(await listed()).some(({ value, advice }) => value === bad && advice === 'block'))
    await new Promise((resolve) => setTimeout(resolve, 300))
  assert.deepEqual(new Set((await listed()).map(({ value }) => value)), new Set([bad]))
})
