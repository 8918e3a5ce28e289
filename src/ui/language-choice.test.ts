import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLanguage, languageCookie } from './language-choice.ts'

const nothing = { search: '', cookies: '', preferred: [] }

test('chooseLanguage() takes the address before the cookie and the cookie before the browser', () => {
  const hints = { search: '?lang=en', cookies: 'a=b; noroshi-language=ja', preferred: ['ja-JP'] }
  assert.equal(chooseLanguage(hints), 'en')
  assert.equal(chooseLanguage({ ...hints, search: '' }), 'ja')
  assert.equal(chooseLanguage({ ...nothing, preferred: ['fr-FR', 'en-GB', 'ja'] }), 'en')
})

test('chooseLanguage() falls back to Japanese and ignores languages that do not exist', () => {
  assert.equal(chooseLanguage(nothing), 'ja')
  assert.equal(chooseLanguage({ search: '?lang=__proto__', cookies: 'noroshi-language=xx', preferred: ['de'] }), 'ja')
})

test('languageCookie() is read back by chooseLanguage()', () => {
  const [pair] = languageCookie('en').split(';')
  assert.equal(chooseLanguage({ ...nothing, cookies: pair ?? '' }), 'en')
})
