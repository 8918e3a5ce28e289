import type { ReactNode } from 'react'
import { Checkbox } from './choice.tsx'
import type { FieldProps } from './field-parts.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** The choice "not known yet" below a control; renders nothing where the field does not offer it. */
export function UnknownChoice({ id, unknown }: Pick<FieldProps, 'id' | 'unknown'>): ReactNode {
  const t = useText(uiText)
  if (unknown === undefined) return null
  return (
    <div className="mt-2">
      <Checkbox id={`${id}-unknown`} label={t('unknownYet')} isSelected={unknown.isSelected} onChange={unknown.onChange} />
    </div>
  )
}
