import cceaArticle5 from './jp/ccea-article-5.json' with { type: 'json' }
import head from './jp/rulebook.json' with { type: 'json' }
import sectors from './jp/sectors.json' with { type: 'json' }
import { loadRulebook, type RulebookOptions } from './load-rulebook.ts'
import type { Rulebook } from './rulebook.ts'

/** Returns the rulebook of Japan. */
export function japaneseRulebook(options: RulebookOptions = {}): Rulebook {
  return loadRulebook({ head, sectors, laws: { 'ccea-article-5.json': cceaArticle5 } }, options)
}
