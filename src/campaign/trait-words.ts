import type { LocalText } from '#base/language.ts'
import { defang } from '#indicator/defang.ts'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import { techniqueName } from '#stix/technique-name.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import type { LinkReason } from './link.ts'
import { traitKindNames } from './link-page-text.ts'

/** What is shown of a trait. */
export type ShownTrait = Pick<LinkReason, 'kind' | 'type' | 'value'>

/** Returns what a trait is: the type of an observable, else its kind. */
export function traitName({ kind, type }: Pick<ShownTrait, 'kind' | 'type'>): LocalText {
  return type === null ? traitKindNames[kind] : indicatorTypeName(type)
}

/** Returns the value of a trait as people read it: defanged, a technique with its name; empty where it is not known. */
export function traitWords({ kind, type, value }: ShownTrait): string {
  if (kind === 'technique') return `${value} ${techniqueName(value) ?? ''}`.trim()
  if (type !== null) return visibleControls(defang(type, value))
  if (kind !== 'infrastructure') return visibleControls(value)
  // A domain or a network is no observable by itself, and must not become a link either.
  return visibleControls(value.includes('/') ? defang(value.includes(':') ? 'ipv6-range' : 'ipv4-range', value) : defang('domain', value))
}
