import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DetectionRule } from '../warning.ts'
import { detectionProblem } from './detection-rule.ts'

const sigma = `title: Shadow copies deleted
logsource:
  category: process_creation
  product: windows
detection:
  selection:
    CommandLine|contains: 'delete shadows'
  condition: selection
`
const yara = `rule locker : ransom {
  meta: author = "x { y"
  strings:
    $a = "vssadmin }" // a brace }
    $b = /ab{2}c/
    $c = { 4D 5A 90 }
  condition: any of them
}`
const suricata = 'alert dns $HOME_NET any -> any any (msg:"C2 lookup"; dns.query; content:"c2.example"; sid:1000001; rev:1;)'

function problemOf(language: DetectionRule['language'], text: string) {
  return detectionProblem({ language, name: 'x', text })
}

test('detectionProblem() accepts rules that their tools load', () => {
  assert.equal(problemOf('sigma', sigma), null)
  assert.equal(problemOf('yara', yara), null)
  assert.equal(problemOf('suricata', `# a comment\n${suricata}`), null)
})

test('detectionProblem() refuses what is none, or not whole', () => {
  for (const text of ['', 'title: x', 'a: [', sigma.replace('condition: selection', 'other: x'), sigma.replace('title', 'name')])
    assert.notEqual(problemOf('sigma', text), null, text)
  for (const text of ['', 'rule x { strings: $a = "x" }', `${yara} }`, yara.replace('y"', 'y'), 'rule 1x { condition: true }'])
    assert.notEqual(problemOf('yara', text), null, text)
  for (const text of [
    '',
    suricata.replace('sid:1000001; ', ''),
    suricata.replace('alert', 'shout'),
    `${suricata}\n${suricata}`,
    suricata.slice(0, -1),
  ])
    assert.notEqual(problemOf('suricata', text), null, text)
})

test('detectionProblem() refuses a Sigma rule whose aliases unfold without end', () => {
  const bomb = `a: &a [x,x]\nb: &b [*a,*a]\ntitle: x\nlogsource: {c: *b}\ndetection: {s: x, condition: s}`
  assert.equal(problemOf('sigma', bomb), 'DETECTION_UNREADABLE')
})
