import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typeset } from './typesetter.ts'

const createdAt = Temporal.Instant.from('2026-11-22T00:00:00Z')
const document = '#set document(title: "A title")\n#set text(lang: "ja", font: "BIZ UDPGothic")\n#sys.inputs.words'

test('typeset() gives a PDF/UA, and everything else goes on while it works', async () => {
  const set = typeset({ document, inputs: { words: '警報 '.repeat(2_000) }, createdAt })
  let [turns, isSet] = [0, false]
  const goOn = (): void => {
    turns++
    if (!isSet) setImmediate(goOn)
  }
  goOn()
  const pdf = Buffer.from((await set) ?? [])
  isSet = true
  assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-')
  assert.match(pdf.toString('latin1'), /pdfuaid:part/)
  assert.ok(turns > 100, `${turns} turns`)
})

test('typeset() fails on what is no document, and sets the next one', async () => {
  await assert.rejects(typeset({ document: '#let', inputs: {}, createdAt }))
  assert.notEqual(await typeset({ document, inputs: { words: 'x' }, createdAt }), null)
})
