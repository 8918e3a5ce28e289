import type { LocalText } from '#base/language.ts'
import type { AnonymityExplanation, AnonymityStep } from './explain-anonymity.ts'
import { leastOperators, leastSectors } from './k-anonymity.ts'

/** Returns one step of the explanation as a sentence; `name` is the product's, or the group's in both languages. */
export function anonymityStepText({ says, left }: AnonymityStep, name: LocalText): LocalText {
  const count = {
    ja: `該当し得る事業者は${left.operators}者（${left.sectors}分野）です。`,
    en: `${left.operators} operators in ${left.sectors} sectors fit.`,
  }
  switch (says) {
    case 'nothing':
      return { ja: `警報があることだけからは、${count.ja}`, en: `From there being a warning alone, ${count.en}` }
    case 'product':
      return { ja: `製品「${name.ja}」を利用していることが分かると、${count.ja}`, en: `Knowing that “${name.en}” is used, ${count.en}` }
    case 'group':
      return { ja: `対象を「${name.ja}」と示すと、${count.ja}`, en: `Saying that it is for “${name.en}”, ${count.en}` }
  }
}

/** Returns what follows from the explanation, as a sentence. */
export function anonymityVerdictText({ hides }: AnonymityExplanation): LocalText {
  const rule = {
    ja: `${leastOperators}者以上かつ${leastSectors}分野以上`,
    en: `at least ${leastOperators} operators in ${leastSectors} sectors`,
  }
  return hides
    ? {
        ja: `基準（${rule.ja}）を満たしており、被害者を推測することは困難です。`,
        en: `That meets the rule (${rule.en}): the victim can hardly be guessed.`,
      }
    : {
        ja: `基準（${rule.ja}）を満たしていません。分野又は製品の記載を減らしてください。`,
        en: `That does not meet the rule (${rule.en}). Say less of the sector or the products.`,
      }
}
