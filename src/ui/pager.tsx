import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'
import { pagerText } from './pager-text.ts'
import { useText } from './use-text.ts'

type PagerProps = {
  name: string
  first: number
  pageSize: number
  total: number
  onChange: (first: number) => void
}

/**
 * Leads through a long table some rows at a time; renders nothing where one page holds everything. The focus stays here when a button goes.
 *
 * @param props `name` of the table; `first` index shown, from 0; `pageSize`; `total`; `onChange(first)` asks for another page.
 */
export function Pager({ name, first, pageSize, total, onChange }: PagerProps): ReactNode {
  const t = useText(pagerText)
  const box = useKeptFocus(first)
  if (total <= pageSize) return null
  const last = Math.min(first + pageSize, total)
  return (
    <nav ref={box} tabIndex={-1} aria-label={t('pager', { name })} className="my-4 flex flex-wrap items-center gap-4">
      <p role="status">{t('range', { first: first + 1, last, total })}</p>
      {first > 0 && (
        <Button variant="secondary" size="small" onPress={() => onChange(Math.max(0, first - pageSize))}>
          {t('previous', { count: pageSize })}
        </Button>
      )}
      {last < total && (
        <Button variant="secondary" size="small" onPress={() => onChange(last)}>
          {t('next', { count: Math.min(pageSize, total - last) })}
        </Button>
      )}
    </nav>
  )
}

function useKeptFocus(first: number): React.RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null)
  const before = useRef(first)
  useEffect(() => {
    // At either end the button that was pressed is gone, and with it the place of the focus.
    if (before.current !== first && document.activeElement === document.body) box.current?.focus({ preventScroll: true })
    before.current = first
  }, [first])
  return box
}
