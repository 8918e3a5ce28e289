import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import Papa from 'papaparse'
import { allRulebooks } from '../all-rulebooks.ts'
import { createSimulation, readGenerated } from './simulate.ts'
import { simulationCsv } from './simulation-csv.ts'
import { simulationHtml } from './simulation-html.ts'
import { simulationStyle, simulationStyleHash } from './simulation-style.ts'
import type { SimulationReport } from './simulation-report.ts'

function sample(): SimulationReport {
  const rules = { name: { ja: '<b>案</b>', en: '<b>"A" & B</b>' }, rulebooks: allRulebooks(), includeProposed: false, judgedAt: null }
  const simulation = createSimulation({ rules, against: { ...rules, includeProposed: true }, delays: null })
  for (let index = 0; index < 300; index++) simulation.add(readGenerated(4, index))
  return simulation.report()
}

const about = { source: { ja: '作成', en: 'generated' }, isGenerated: true }

test('simulationHtml() allows its own style and nothing else', () => {
  assert.equal(simulationStyleHash, `sha256-${createHash('sha256').update(simulationStyle).digest('base64')}`)
  const html = simulationHtml(sample(), about, 'en')
  assert.ok(html.includes(`content="default-src 'none'; style-src '${simulationStyleHash}'"`))
  assert.doesNotMatch(html, /<script|\son\w+=|\sstyle=|javascript:|https?:/iu)
})

test('simulationHtml() writes texts of drafts as text', () => {
  const html = simulationHtml(sample(), about, 'en')
  assert.ok(html.includes('&lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt;'))
  assert.doesNotMatch(html, /<b>/u)
})

test('simulationHtml() has a table of the same numbers beside every chart, in both languages', () => {
  for (const language of ['ja', 'en'] as const) {
    const html = simulationHtml(sample(), about, language)
    const charts = [
      ...html.matchAll(/role="img" aria-label="[^"]+">(?<chart>[^]*?)<\/div>\n<div class="scroll"[^>]*>(?<table>[^]*?)<\/div>/gu),
    ]
    assert.equal(charts.length, 3)
    for (const { groups } of charts) {
      const drawn = [...(groups?.['chart'] ?? '').matchAll(/<span>(?<a>[\d,]+) \/ (?<b>[\d,]+)<\/span>/gu)].map((match) => match.slice(1))
      const written = [...(groups?.['table'] ?? '').matchAll(/<\/th><td class="number">([\d,]+)<\/td><td class="number">([\d,]+)</gu)]
      assert.ok(drawn.length > 3)
      assert.deepEqual(
        written.map((match) => match.slice(1)),
        drawn,
      )
    }
    assert.ok(html.includes(`<html lang="${language}">`))
  }
})

test('simulationCsv() has every count once, and no cell that runs as a formula', () => {
  const report = sample()
  const { data } = Papa.parse<Record<string, string>>(simulationCsv(report), { header: true, skipEmptyLines: true })
  for (const [set, rules] of [
    ['A', report.rules],
    ['B', report.against],
  ] as const) {
    for (const { law, stages } of rules?.laws ?? []) {
      for (const { stage, states } of stages) {
        const own = data.filter((row) => row['rules'] === set && row['law'] === law && row['stage'] === stage)
        const late = own.reduce((sum, row) => sum + Number(row['late']), 0)
        assert.equal(late, states.late, `${law}/${stage}`)
      }
    }
  }
  const [first] = report.rules.laws
  assert.ok(first !== undefined)
  const cell = { ...first.stages[0]?.cells[0], sector: '=1+1', month: '@x' } as (typeof first.stages)[0]['cells'][0]
  const hostile = {
    ...report,
    against: null,
    rules: { ...report.rules, laws: [{ ...first, stages: [{ ...first.stages[0], cells: [cell] }] }] },
  }
  assert.match(simulationCsv(hostile as SimulationReport), /,'=1\+1,'@x,/u)
})
