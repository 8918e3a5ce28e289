import cceaArticle5 from '#rulebook/jp/ccea-article-5.json' with { type: 'json' }
import head from '#rulebook/jp/rulebook.json' with { type: 'json' }
import sectors from '#rulebook/jp/sectors.json' with { type: 'json' }
import { loadRulebook, type RulebookOptions } from '#rulebook/load-rulebook.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'

/** Returns the rulebook of Japan with the act of 2025 alone. */
export function japaneseAct(options: RulebookOptions = {}): Rulebook {
  return loadRulebook({ head, sectors, laws: { 'ccea-article-5.json': cceaArticle5 } }, options)
}
