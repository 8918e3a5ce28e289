import type { ReactNode } from 'react'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { linksText } from './link-page-text.ts'
import { traitName, traitWords, type ShownTrait } from './trait-words.ts'

/** The value of a trait, defanged for the eye; the real one on the clipboard. A technique bears its name. */
export function TraitValue({ trait }: { trait: ShownTrait }): ReactNode {
  const t = useText(linksText)
  const { pick } = useLanguage()
  const { kind, value } = trait
  if (value === '') return <span className="text-solid-gray-700">{t('unreadable')}</span>
  const shown = traitWords(trait)
  if (kind === 'technique') return <span className="break-words">{shown}</span>
  return <CopyableCode value={value} shown={shown} name={t('copyValue', { kind: pick(traitName(trait)), value: shown })} />
}
