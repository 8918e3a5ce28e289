import { shortNumber } from '#opening/incident-name.ts'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import type { Link } from './link.ts'
import { linksText } from './link-page-text.ts'

/**
 * Returns what names the other ends of the links of a page: the own incident by its number, one elsewhere by nothing that is its own. Names that would be the same
 * get numbers, so that whoever hears them can tell them apart.
 */
export function useLinkNames(links: readonly Link[]): (link: Link) => string {
  const t = useText(linksText)
  const { pick } = useLanguage()
  const nameOf = ({ other }: Link): string => {
    if (other.kind === 'own') return t('own', { number: shortNumber({ id: other.incidentId }) })
    return other.authority === null ? t('elsewhere') : t('elsewhereOf', { authority: pick(other.authority) })
  }
  const same = Map.groupBy(links, nameOf)
  return (link) => {
    const name = nameOf(link)
    const alike = same.get(name) ?? []
    return alike.length < 2 ? name : t('numbered', { name, number: alike.findIndex(({ id }) => id === link.id) + 1 })
  }
}
