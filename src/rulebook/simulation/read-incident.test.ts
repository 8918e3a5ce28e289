import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { utf8, utf8Text } from '#base/bytes.ts'
import { generateIncident } from './generate-incidents.ts'
import { incidentLine, readIncidentLine, type LineFault } from './read-incident.ts'
import { splitLines } from './split-lines.ts'

const laws = new Set(['eu.nis2.art23'])

function faults(text: string, line = 7): readonly LineFault[] {
  const read = readIncidentLine(utf8(text), line, laws)
  return 'faults' in read ? read.faults : []
}

test('readIncidentLine() reads what incidentLine() wrote', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(5000), (seed, index) => {
      const incident = generateIncident(seed, index)
      const read = readIncidentLine(utf8(incidentLine(incident)), 1, laws)
      assert.ok('incident' in read)
      assert.deepEqual(read.incident, incident)
    }),
  )
})

test('readIncidentLine() takes facts as assess does, and numbers what has no id by its line', () => {
  const read = readIncidentLine(
    utf8('{"inc.kind":"ddos","filed":{"eu.nis2.art23/initial":"2027-04-01T09:00:00+09:00","final":"P1DT2H"}}'),
    3,
    laws,
  )
  assert.ok('incident' in read)
  assert.equal(read.incident.id, 'line-3')
  assert.deepEqual(read.incident.filed.get('final'), { kind: 'after', milliseconds: 26 * 3_600_000 })
})

test('readIncidentLine() names line, field and what was expected', () => {
  const places = (text: string) => faults(text).map(({ line, pointer, code }) => [line, pointer, code])
  assert.deepEqual(places('{"inc.kind":"virus","imp.users":-1,"atlantis":1}'), [
    [7, '/inc.kind', 'ANSWER_CODE'],
    [7, '/imp.users', 'ANSWER_RANGE'],
    [7, '/atlantis', 'FIELD_UNKNOWN'],
  ])
  assert.deepEqual(places('{"id":"","filed":{"soon":"PT1H","eu.nis2.art24/initial":"PT1H","initial":"P1M","final":5}}'), [
    [7, '/id', 'INCIDENT_ID'],
    [7, '/filed/soon', 'FILED_VALUE'],
    [7, '/filed/eu.nis2.art24~1initial', 'FILED_VALUE'],
    [7, '/filed/initial', 'FILED_VALUE'],
    [7, '/filed/final', 'FILED_VALUE'],
  ])
  assert.deepEqual(places('{"filed":[]}'), [[7, '/filed', 'FILED_VALUE']])
  assert.deepEqual(places('[]'), [[7, '', 'ANSWERS_NOT_OBJECT']])
  assert.deepEqual(places('{"inc.kind":"ddos"'), [[7, '', 'JSON_SYNTAX']])
  assert.deepEqual(places('{"__proto__":{}}'), [[7, '', 'JSON_FORBIDDEN_KEY']])
  assert.doesNotMatch(faults('{"id":1,,}')[0]?.message.en ?? '', /line 1/u)
})

test('readIncidentLine() never throws, whatever a line holds', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readIncidentLine(bytes, 1, laws)))
  fc.assert(fc.property(fc.json(), (text) => void readIncidentLine(utf8(text), 1, laws)))
})

async function split(chunks: readonly string[], longest = 1000): Promise<[number, string | null][]> {
  const lines: [number, string | null][] = []
  async function* stream() {
    for (const chunk of chunks) yield utf8(chunk)
  }
  for await (const { number, bytes } of splitLines(stream(), longest)) lines.push([number, bytes === null ? null : utf8Text(bytes)])
  return lines
}

test('splitLines() gives the same lines however the bytes are cut', async () => {
  const text = 'first\n\n  \nfourth\r\nfifth'
  const whole = await split([text])
  assert.deepEqual(whole, [
    [1, 'first'],
    [4, 'fourth\r'],
    [5, 'fifth'],
  ])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 5 }), async (cuts) => {
      const at = [0, ...cuts.toSorted((left, right) => left - right), text.length]
      assert.deepEqual(await split(at.slice(1).map((end, index) => text.slice(at[index], end))), whole)
    }),
  )
})

test('splitLines() keeps nothing of a line beyond the limit', async () => {
  assert.deepEqual(await split(['12345678901', '2\nok\n', 'x'.repeat(11)], 10), [
    [1, null],
    [2, 'ok'],
    [3, null],
  ])
})
