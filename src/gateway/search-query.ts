import { foldText } from './fold-text.ts'

const mostTerms = 10

/**
 * Returns the terms of a query as they are searched: words apart by white space, all of which must occur; words in quotation marks stay together.
 *
 * @param query As a person typed it. Beyond ten terms, the rest is left out.
 */
export function queryTerms(query: string): readonly string[] {
  const found = query.normalize('NFKC').matchAll(/"(?<phrase>[^"]*)"|(?<word>[^\s"]+)/gu)
  const terms = Array.from(found, ({ groups }) => foldText(groups?.['phrase'] ?? groups?.['word'] ?? '').text.trim())
  return [...new Set(terms.filter((term) => term !== ''))].slice(0, mostTerms)
}
