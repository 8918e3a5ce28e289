import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, test } from 'node:test'
import { stepNames } from '#main/walkthrough.ts'
import { createServiceClient } from '#runtime/service-client.ts'
import { findCast } from '#main/walkthrough-cast.ts'
import { startDemo, type RunningProgram } from '../support/demo.ts'
import { runCommandLine } from '../support/command-line.ts'
import { sharedData } from '../support/shared-data.ts'

let demo: RunningProgram
let folder: string

before(async () => {
  demo = await startDemo()
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
})

after(async () => {
  await demo.stop()
  await rm(folder, { recursive: true, force: true })
})

test('walkthrough without an argument plays every step with the event of the project', async () => {
  const run = await runCommandLine(['walkthrough', '--json'], { NOROSHI_URL: demo.url })
  assert.equal(run.code, 0, run.complaints)
  const steps = run.output
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { name: string }).name)
  assert.deepEqual(steps, [...stepNames])
})

const events = await publishedEvents()

test(
  'walkthrough plays every step with each published event and bundle',
  { skip: events.length === 0 ? 'the folder of real data is absent' : false },
  async () => {
    for (const file of events) {
      const run = await runCommandLine(['walkthrough', file], { NOROSHI_URL: demo.url })
      assert.equal(run.code, 0, `${basename(file)}: ${run.complaints}`)
    }
  },
)

test('walkthrough refuses what is no event with a clear sentence and exit code 3, and stores nothing', async () => {
  const before = await countIncidents()
  const refused = {
    'cut.json': '{"Event": {"info": "cut off", "Attribute": [{"type": "sha256", "value": "',
    'deep.json': '['.repeat(100_000) + ']'.repeat(100_000),
    'picture.png': Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61ff00ff', 'hex'),
    'large.json': `{"Event": {"info": "${'x'.repeat(50_000_000)}"}}`,
    'empty.json': '',
  }
  for (const [name, content] of Object.entries(refused)) {
    const file = join(folder, name)
    await writeFile(file, content)
    const run = await runCommandLine(['walkthrough', file], { NOROSHI_URL: demo.url })
    assert.equal(run.code, 3, `${name}: ${run.complaints}`)
    assert.match(run.complaints, new RegExp(`Cannot read .*${name}`))
    assert.doesNotMatch(run.complaints, /\n\s+at /)
  }
  assert.equal(await countIncidents(), before)
})

test('walkthrough says what is missing where no demonstration runs', async () => {
  const run = await runCommandLine(['walkthrough'], { NOROSHI_URL: 'http://localhost:9' })
  assert.equal(run.code, 1)
  assert.match(run.complaints, /npm start/)
})

async function publishedEvents(): Promise<readonly string[]> {
  const events = sharedData('misp-events')
  const bundles = ['candiru.stix2', 'coruna.stix2', 'eaglemsgspy.stix2'].flatMap((name) => sharedData(`stix-bundles/${name}`) ?? [])
  const names = events === null ? [] : (await readdir(events)).filter((name) => name.endsWith('.json'))
  return [...names.map((name) => join(events ?? '', name)), ...bundles]
}

async function countIncidents(): Promise<number> {
  const client = createServiceClient(demo.url, null)
  const { filer } = await findCast(client)
  const { incidents } = (await client.as(filer.token).json('/api/v1/incidents?limit=200')) as unknown as { incidents: readonly unknown[] }
  return incidents.length
}
