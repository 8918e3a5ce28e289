import cceaArticle5 from './jp/ccea-article-5.json' with { type: 'json' }
import head from './jp/rulebook.json' with { type: 'json' }
import sectors from './jp/sectors.json' with { type: 'json' }
import { loadRulebook, type RulebookOptions } from './load-rulebook.ts'
import type { Rulebook } from './rulebook.ts'

/**
 * Returns the rulebook by which reports are filed here: that of Japan with the act of 2025 alone, whose recipients read and whose clocks run
 * for every report. The other laws of Japan are in `allRulebooks()`.
 */
export function japaneseRulebook(options: RulebookOptions = {}): Rulebook {
  return loadRulebook({ head, sectors, laws: { 'ccea-article-5.json': cceaArticle5 } }, options)
}
