import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generatePrintedCode, PrintedCodeError, readPrintedCode } from './printed-code.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function refusal(typed: string): { code: string; group: number | null } {
  try {
    readPrintedCode(typed)
  } catch (error) {
    assert.ok(error instanceof PrintedCodeError)
    return { code: error.code, group: error.group }
  }
  return assert.fail(`taken: ${typed}`)
}

test('generatePrintedCode() gives seven groups of four characters, each time others, and readPrintedCode() takes them', () => {
  const codes = Array.from({ length: 200 }, generatePrintedCode)
  assert.equal(new Set(codes).size, 200)
  for (const code of codes) {
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){6}$/)
    assert.equal(readPrintedCode(code), code)
  }
})

test('readPrintedCode() takes small letters, full-width characters, other separators and look-alikes', () => {
  const code = Array.from({ length: 1000 }, generatePrintedCode).find((one) => one.includes('0') && one.includes('1')) ?? ''
  const fullWidth = [...code].map((one) => (one === '-' ? 'ー' : String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0))).join('')
  const spellings = [
    code.toLowerCase(),
    code.replaceAll('-', ''),
    code.replaceAll('-', ' '),
    code.replaceAll('-', '−'),
    ` ${code.replaceAll('-', '　')}\n`,
    fullWidth,
    code.replaceAll('0', 'O').replaceAll('1', 'I'),
    code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'),
    code.replaceAll('0', 'Ｏ').replaceAll('1', 'ｌ'),
  ]
  for (const typed of spellings) assert.equal(readPrintedCode(typed), code, typed)
})

test('readPrintedCode() notices every single wrong character and names its group', () => {
  const code = generatePrintedCode()
  for (const [position, right] of [...code].entries()) {
    if (right === '-') continue
    for (const wrong of alphabet.replace(right, '')) {
      const typed = code.slice(0, position) + wrong + code.slice(position + 1)
      assert.deepEqual(refusal(typed), { code: 'CODE_CHECKSUM', group: Math.floor(position / 5) + 1 }, typed)
    }
  }
})

test('readPrintedCode() notices any two wrong characters, and two that changed places', () => {
  const plain = generatePrintedCode().replaceAll('-', '')
  for (let first = 0; first < 28; first++) {
    for (let second = first + 1; second < 28; second++) {
      const typed = [...plain]
      typed[first] = alphabet.charAt((alphabet.indexOf(plain.charAt(first)) + 7) % 32)
      typed[second] = alphabet.charAt((alphabet.indexOf(plain.charAt(second)) + 19) % 32)
      assert.equal(refusal(typed.join('')).code, 'CODE_CHECKSUM')
      const swapped = [...plain]
      swapped[first] = plain.charAt(second)
      swapped[second] = plain.charAt(first)
      if (plain.charAt(first) !== plain.charAt(second)) assert.equal(refusal(swapped.join('')).code, 'CODE_CHECKSUM')
    }
  }
})

test('readPrintedCode() says what is wrong with the length and with strange characters, and never repeats the code', () => {
  const code = generatePrintedCode()
  assert.deepEqual(refusal(''), { code: 'CODE_LENGTH', group: null })
  assert.deepEqual(refusal(code.slice(0, -1)), { code: 'CODE_LENGTH', group: null })
  assert.deepEqual(refusal(`${code}0`), { code: 'CODE_LENGTH', group: null })
  assert.deepEqual(refusal(`${code.slice(0, 6)}U${code.slice(7)}`), { code: 'CODE_CHARACTER', group: 2 })
  assert.deepEqual(refusal('秘密'.repeat(10_000)), { code: 'CODE_CHARACTER', group: 1 })
  assert.throws(
    () => readPrintedCode(`${code.slice(0, -1)}*`),
    (error: Error) => !error.message.includes(code.slice(0, 4)),
  )
})
