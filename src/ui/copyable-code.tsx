import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/**
 * A code, hash or address in fixed-width type with a button that copies it.
 *
 * @param props `value` is copied; `shown` is displayed in its place, for values that must not become links; `name` says what it is, for the
 *   button's name, for example 受付番号.
 */
export function CopyableCode({ value, name, shown = value }: { value: string; name: string; shown?: string | undefined }): ReactNode {
  const t = useText(uiText)
  const [isCopied, setCopied] = useState(false)
  const copy = () => {
    // A browser may refuse the clipboard; the value stays selectable beside the button.
    void navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <code className="font-mono text-mono-16N-150 break-all">{shown}</code>
      <Button variant="secondary" size="small" onPress={copy} label={`${t('copy')}: ${name}`}>
        {t('copy')}
      </Button>
      <span role="status">{isCopied && t('copied')}</span>
    </span>
  )
}
