import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatKitCode, generateKitCode, kitCodeKey, readKitCode } from './kit-code.ts'

const codes = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Uint8Array.from(bytes))

test('readKitCode() reads every code that formatKitCode() wrote, and each code has one text', () => {
  fc.assert(
    fc.property(codes, (code) => {
      const text = formatKitCode(code)
      assert.match(text, /^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/)
      assert.deepEqual(readKitCode(text), code)
    }),
  )
})

test('readKitCode() reads what people make of a code on paper', () => {
  const code = Uint8Array.fromHex('00443214c74254b635cf84653a56d7c6')
  const text = formatKitCode(code)
  assert.deepEqual(readKitCode(` ${text.toLowerCase().replaceAll('-', ' ')} `), code)
  assert.deepEqual(readKitCode(text.replaceAll('-', 'ー')), code)
  assert.deepEqual(readKitCode(text.replaceAll('0', 'O').replaceAll('1', 'l')), code)
  const wide = text.replaceAll(/[0-9A-Z]/g, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0))
  assert.deepEqual(readKitCode(wide), code)
})

test('readKitCode() notices every slip of one character and every swap of neighbours', () => {
  const alphabet = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']
  for (const hex of ['00443214c74254b635cf84653a56d7c6', 'ffffffffffffffffffffffffffffffff', '7a1f00b2d9c3e4f5968778695a4b3c2d']) {
    const text = formatKitCode(Uint8Array.fromHex(hex)).replaceAll('-', '')
    for (let at = 0; at < text.length; at++) {
      const wrong = alphabet.filter((one) => one !== text[at]).map((one) => text.slice(0, at) + one + text.slice(at + 1))
      const swapped = text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2)
      const passed = [...wrong, ...(swapped === text ? [] : [swapped])].filter((one) => readKitCode(one) !== null)
      assert.ok(passed.length === 0, `${text} passes as ${passed.join(', ')}`)
    }
  }
})

test('readKitCode() takes nothing else for a code', () => {
  for (const text of ['', 'K', 'UUUUU-UUUUU-UUUUU-UUUUU-UUUUU-UUUUU', formatKitCode(generateKitCode()).slice(1)])
    assert.equal(readKitCode(text), null, text)
})

test('kitCodeKey() gives a code one key for ever', async () => {
  // By hkdfSync and createPublicKey of node:crypto.
  const key = await kitCodeKey(Uint8Array.fromHex('000102030405060708090a0b0c0d0e0f'))
  assert.equal(key.seed.toHex(), '6e4e5f4e7577c3d089f1584b9062631b477f193463ded7033adb17d1af60ff13')
  assert.equal(key.publicKey, 'KYJyXIu/J5d+/xmpI4AntENSp60sIwZEV6waLRBDAYA=')
  await assert.rejects(kitCodeKey(new Uint8Array(15)), { code: 'SIGNING_KEY_REFUSED' })
})
