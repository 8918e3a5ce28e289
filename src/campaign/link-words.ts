import type { Language } from '#base/language.ts'
import { translate } from '#ui/text-set.ts'
import type { Link, LinkReason } from './link.ts'
import { linksText } from './link-page-text.ts'

const leastShown = 0.001

/** Returns the sentence that tells how many incidents one would expect to match as closely by chance. */
export function chanceWords({ chance }: Pick<Link, 'chance'>, language: Language): string {
  const t = translate(linksText, language)
  const count =
    chance < leastShown
      ? t('fewerThan', { limit: leastShown })
      : t('expected', { count: new Intl.NumberFormat(language, { maximumSignificantDigits: 2 }).format(chance) })
  return t('chance', { count })
}

/** From here on a weight is more than what comes along with another match. */
const tellingBits = 1.5

/** Returns how often an unrelated incident has the same value, or why it counts for little or nothing. */
export function weightWords({ bits, common }: Pick<LinkReason, 'bits' | 'common'>, language: Language): string {
  const t = translate(linksText, language)
  if (common) return t('common')
  return bits < tellingBits ? t('addsLittle') : t('oneIn', { count: Number(Math.round(2 ** bits).toPrecision(2)) })
}
