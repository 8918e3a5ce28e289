import { useLanguage } from './language-context.ts'
import { translate, type TextSet, type Translate } from './text-set.ts'

/**
 * Returns `t`, which reads `texts` in the language of the page: `t('key')`, `t('key', { count })`, `t.rich('key', { link })`.
 *
 * @param texts A constant of a `*-text.ts` file; a set made anew at each rendering would be compiled each time.
 */
export function useText<const Set extends TextSet>(texts: Set): Translate<Set> {
  return translate(texts, useLanguage().language)
}
