import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { defang } from '#indicator/defang.ts'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import { techniqueName } from '#stix/technique-name.ts'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import type { LinkReason } from './link.ts'
import { linksText, traitKindNames } from './link-page-text.ts'

/** What is shown of a trait. */
export type ShownTrait = Pick<LinkReason, 'kind' | 'type' | 'value'>

/** Returns what a trait is: the type of an observable, else its kind. */
export function traitName({ kind, type }: ShownTrait): LocalText {
  return type === null ? traitKindNames[kind] : indicatorTypeName(type)
}

/** The value of a trait, defanged for the eye; the real one on the clipboard. A technique bears its name. */
export function TraitValue({ trait }: { trait: ShownTrait }): ReactNode {
  const t = useText(linksText)
  const { pick } = useLanguage()
  const { kind, type, value } = trait
  if (value === '') return <span className="text-solid-gray-700">{t('unreadable')}</span>
  if (kind === 'technique') return <span className="break-words">{`${value} ${techniqueName(value) ?? ''}`.trim()}</span>
  const shown = visibleControls(type === null ? deadName(trait) : defang(type, value))
  return <CopyableCode value={value} shown={shown} name={t('copyValue', { kind: pick(traitName(trait)), value: shown })} />
}

/** A domain or a network is no observable by itself, and must not become a link either. */
function deadName({ kind, value }: ShownTrait): string {
  if (kind !== 'infrastructure') return value
  return value.includes('/') ? defang(value.includes(':') ? 'ipv6-range' : 'ipv4-range', value) : defang('domain', value)
}
