import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Filing } from '#envelope/filing-schema.ts'
import { filingVault } from '#report/filing-vault.ts'
import { Secret } from '#runtime/secret.ts'
import { startDemoServer, type DemoServer } from '../support/demo-server.ts'
import { dumpRows } from '../support/dump-rows.ts'
import { fileAnswers, sampleAnswers } from '../support/file-answers.ts'
import { listPersonas } from '../support/personas.ts'

const canaries = ['CANARY-DC01', 'カナリア計画', '金糸雀 花子', 'canary.hanako']

let server: DemoServer

before(async () => {
  server = await startDemoServer()
})

after(() => server.stop())

test('words that must not get out are found nowhere in the database, nor in a filing whose lock was broken', async () => {
  const filer = (await listPersonas(server.url)).find(({ roles }) => roles.includes('filer'))
  assert.ok(filer)
  const narrative = 'CANARY-DC01 を確認。担当：金糸雀 花子（canary.hanako@canary.example）。'
  const answers = { ...sampleAnswers, 'inc.summary': narrative, 'share.do_not_name': ['カナリア計画'] }
  const { reportId } = await fileAnswers({ url: server.url, filer, answers })
  const rows = await dumpRows(server.test.database)
  const [row] = rows.filter(({ table, values }) => table === 'report' && values['id'] === reportId)
  assert.ok(row)
  const sealed = Buffer.from(String(row.values['sealed_filing']).slice(2), 'hex')
  const filing = filingVault(new Secret('owner key of tests')).open(reportId, sealed)
  assert.notEqual((JSON.parse(filing) as Filing).sealed.denyList, undefined)
  const everything = [...rows.map(({ text }) => text), filing].join('\n')
  for (const canary of canaries) {
    const forms = [canary, Buffer.from(canary).toString('base64'), Buffer.from(canary).toString('hex'), JSON.stringify(canary).slice(1, -1)]
    for (const form of forms) assert.ok(!everything.includes(form), canary)
  }
})
