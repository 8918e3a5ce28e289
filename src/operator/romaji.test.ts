import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldRomaji, romajiOfKana } from './romaji.ts'

const spellings: readonly (readonly [string, readonly string[]])[] = [
  ['シンブン', ['shinbun', 'shimbun', 'sinbun']],
  ['チュウオウ', ['chuuou', 'chuo', 'tyuuou', 'chuoh']],
  ['オオツカ', ['ootsuka', 'otsuka', 'ohtsuka', 'otuka']],
  ['ジョウホウ', ['jouhou', 'joho', 'zyoho']],
  ['マッチ', ['matchi', 'macchi', 'matti']],
  ['コウウン', ['kouun', 'koun']],
  ['フジ', ['fuji', 'huzi']],
  ['シェル', ['sheru', 'shellu']],
  ['ファイル', ['fairu']],
  ['ツヅキ', ['tsudzuki', 'tsuzuki', 'tuzuki']],
  ['ゼンイキ', ['zeniki']],
  ['キタセ', ['kitase', 'k1tase', 'kita5e']],
]

test('romajiOfKana() and foldRomaji() make the ways of writing a name in Latin letters alike', () => {
  for (const [kana, written] of spellings) {
    for (const spelling of written) assert.equal(foldRomaji(spelling), romajiOfKana(kana), `${kana} and ${spelling}`)
  }
})

test('romajiOfKana() reads hiragana and half-width kana, and leaves out what is no kana', () => {
  assert.equal(romajiOfKana('きたせ'), 'kitase')
  assert.equal(romajiOfKana('ｷﾀｾｶﾞｽ'), 'kitasegasu')
  assert.equal(romajiOfKana('北キ・ー'), 'ki')
})
