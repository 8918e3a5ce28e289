import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import vector from '../../test/vectors/signed-note.json' with { type: 'json' }
import { openSigner, signCheckpoint } from './signer.ts'
import { formatNote, formatSignature, parseNote, parseSignature } from './signed-note.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey, type VerifierKey } from './verifier-key.ts'
import { verifySignature } from './verify-signature.ts'

const [peterKey, enochKey] = vector.verifierKeys.map(parseVerifierKey) as [VerifierKey, VerifierKey]
const [peterLine = '', enochLine = ''] = vector.signatures
const whole = `${vector.text}\n${peterLine}${enochLine}`

test('signCheckpoint() writes the note of golang.org/x/mod/sumdb/note from the same key', async () => {
  const seed = Uint8Array.fromBase64(vector.signingKey.split('+').slice(4).join('+')).slice(1)
  const signer = await openSigner('PeterNeumann', 'ed25519', seed)
  assert.equal(formatVerifierKey(signer.key), vector.verifierKeys[0])
  assert.equal(formatSignature(await signCheckpoint(vector.text, signer, 0)), peterLine)
})

test('verifySignature() accepts both signatures of the note of golang.org/x/mod/sumdb/note, each by its own key only', async () => {
  const { text, signatures } = parseNote(whole)
  const [peter, enoch] = signatures
  assert.ok(peter !== undefined && enoch !== undefined)
  assert.equal(text, vector.text)
  assert.equal(await verifySignature(text, peter, peterKey), null)
  assert.equal(await verifySignature(text, enoch, enochKey), null)
  await assert.rejects(verifySignature(text, enoch, peterKey), { code: 'SIGNATURE_INVALID' })
  await assert.rejects(verifySignature(text.replace('think', 'thinK'), peter, peterKey), { code: 'SIGNATURE_INVALID' })
})

test('formatNote() inverts parseNote()', () => {
  assert.equal(formatNote(parseNote(whole)), whole)
  const names = fc
    .string({ minLength: 1, maxLength: 60 })
    .filter((name) => !/[\s\u0000-\u001f\u007f\u0085+]/.test(name) && name.isWellFormed())
  const signature = fc.record({ name: names, keyId: fc.uint8Array({ minLength: 4, maxLength: 4 }), value: fc.uint8Array({ minLength: 1 }) })
  const lines = fc.array(
    fc.string({ unit: 'grapheme' }).filter((line) => !/[\u0000-\u001f\u007f]/.test(line)),
    { maxLength: 5 },
  )
  const keyOf = ({ name, keyId }: { name: string; keyId: Uint8Array }) => `${name}+${keyId.toHex()}`
  fc.assert(
    fc.property(lines, fc.uniqueArray(signature, { minLength: 1, maxLength: 16, selector: keyOf }), (text, signatures) => {
      const note = {
        text: `${text.join('\n')}\n`,
        signatures: signatures.map(({ name, keyId, value }) => ({ name, keyId: keyId.toHex(), value })),
      }
      assert.deepEqual(parseNote(formatNote(note)), note)
    }),
  )
})

const refused: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'NOTE_MALFORMED'],
  ['a text alone', vector.text, 'NOTE_MALFORMED'],
  ['a text and an empty line', `${vector.text}\n`, 'NOTE_MALFORMED'],
  ['a last line without newline', whole.slice(0, -1), 'NOTE_MALFORMED'],
  ['a further line', `${whole}Unexpected line.\n`, 'NOTE_MALFORMED'],
  ['a further newline', `${whole}\n`, 'NOTE_MALFORMED'],
  ['CRLF', whole.replaceAll('\n', '\r\n'), 'NOTE_MALFORMED'],
  ['one CR', whole.replace('\n', '\r\n'), 'NOTE_MALFORMED'],
  ['a control character', `\u0001${whole}`, 'NOTE_MALFORMED'],
  ['a tab', whole.replace('If you', 'If\tyou'), 'NOTE_MALFORMED'],
  ['half a surrogate pair', whole.replace('If', '\ud800'), 'NOTE_MALFORMED'],
  ['a name with a space', whole.replace('— PeterNeumann ', '— Peter Neumann '), 'NOTE_MALFORMED'],
  ['a name with an ideographic space', whole.replace('— PeterNeumann ', '— Peter\u3000Neumann '), 'NOTE_MALFORMED'],
  ['a name with a plus', whole.replace('— PeterNeumann ', '— Peter+Neumann '), 'NOTE_MALFORMED'],
  ['no name', whole.replace('— PeterNeumann ', '—  '), 'NOTE_MALFORMED'],
  ['a name of 256 bytes', whole.replace('— PeterNeumann ', `— ${'n'.repeat(256)} `), 'NOTE_MALFORMED'],
  ['a hyphen for the dash', whole.replace('— Peter', '- Peter'), 'NOTE_MALFORMED'],
  ['two spaces', whole.replace('— PeterNeumann ', '— PeterNeumann  '), 'NOTE_MALFORMED'],
  ['a space at the end of a line', whole.replace('wJnAM=', 'wJnAM= '), 'NOTE_MALFORMED'],
  ['base64 without padding', whole.replace('wJnAM=', 'wJnAM'), 'NOTE_MALFORMED'],
  ['base64 with stray bits', whole.replace('wJnAM=', 'wJnAN='), 'NOTE_MALFORMED'],
  ['base64 for URLs', whole.replace('o/ZJ', 'o_ZJ'), 'NOTE_MALFORMED'],
  ['a key id without signature', `${vector.text}\n— PeterNeumann x08gow==\n`, 'NOTE_MALFORMED'],
  ['one signature twice', whole + peterLine, 'NOTE_SIGNATURE_REPEATED'],
  ['a second signature of one key', `${whole}${peterLine.slice(0, 60)}ABCD${peterLine.slice(60)}`, 'NOTE_SIGNATURE_REPEATED'],
  ['65 signatures', `${vector.text}\n${peterLine.repeat(65)}`, 'NOTE_SIGNATURES_TOO_MANY'],
]
for (const [what, text, code] of refused) {
  test(`parseNote() refuses ${what}`, () => {
    assert.notEqual(text, whole)
    assert.throws(() => parseNote(text), { code })
  })
}

test('parseNote() takes 16 signatures of ML-DSA-44', () => {
  const signatures = Array.from({ length: 16 }, (_, at) => ({ name: `w${at}`, keyId: '00000000', value: new Uint8Array(2428) }))
  assert.equal(parseNote(formatNote({ text: 'text\n', signatures })).signatures.length, 16)
})

test('parseSignature() reads one line as a witness answers it', () => {
  assert.deepEqual(parseSignature(peterLine.trimEnd()), parseNote(whole).signatures[0])
  assert.throws(() => parseSignature(peterLine), { code: 'NOTE_MALFORMED' })
})

test('parseVerifierKey() refuses every part and every altered byte of a key, as golang.org/x/mod/sumdb/note does', () => {
  const [text = ''] = vector.verifierKeys
  const isRefused = (key: string) => {
    try {
      parseVerifierKey(key)
      return false
    } catch {
      return true
    }
  }
  for (let start = 0; start <= text.length; start++) {
    for (let end = start + 1; end <= text.length; end++) assert.equal(isRefused(text.slice(start, end)), end - start < text.length)
  }
  for (let at = 0; at < text.length; at++) {
    assert.ok(isRefused(text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) + 1) + text.slice(at + 1)), `byte ${at}`)
  }
  for (const key of [
    ...vector.refusedKeys,
    text.toLowerCase(),
    `${text}=`,
    `${text}\n`,
    ` ${text}`,
    text.replace('c74f20a3', 'C74F20A3'),
  ]) {
    assert.ok(isRefused(key), key)
  }
})

test('verifierKey() refuses Ed25519 keys of small order and public keys of another length', () => {
  assert.throws(() => verifierKey('w', 'ed25519', new Uint8Array(32)), { code: 'KEY_REFUSED' })
  assert.throws(() => verifierKey('w', 'ed25519-cosignature', new Uint8Array(32).fill(1, 0, 1)), { code: 'KEY_REFUSED' })
  assert.throws(() => verifierKey('w', 'ml-dsa-44', peterKey.publicKey), { code: 'KEY_REFUSED' })
  assert.throws(() => verifierKey('', 'ed25519', peterKey.publicKey), { code: 'KEY_NAME_REFUSED' })
  assert.throws(() => verifierKey('\u2028', 'ed25519', peterKey.publicKey), { code: 'KEY_NAME_REFUSED' })
})
