import type { Language } from '#base/language.ts'
import { shortNumber } from '#opening/incident-name.ts'
import { translate } from '#ui/text-set.ts'
import type { Link } from './link.ts'
import { linksText } from './link-page-text.ts'

/**
 * Returns what names the other ends of links that are shown together: the own incident by its number, one elsewhere by nothing that is its own. Names that would be
 * the same get numbers, so that whoever hears them can tell them apart.
 */
export function linkNames(links: readonly Link[], language: Language): (link: Link) => string {
  const t = translate(linksText, language)
  const nameOf = ({ other }: Link): string => {
    if (other.kind === 'own') return t('own', { number: shortNumber({ id: other.incidentId }) })
    return other.authority === null ? t('elsewhere') : t('elsewhereOf', { authority: other.authority[language] })
  }
  const same = Map.groupBy(links, nameOf)
  return (link) => {
    const name = nameOf(link)
    const alike = same.get(name) ?? []
    return alike.length < 2 ? name : t('numbered', { name, number: alike.findIndex(({ id }) => id === link.id) + 1 })
  }
}
