import type { ReactNode } from 'react'
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
 * Leads through a long table some rows at a time; renders nothing where one page holds everything.
 *
 * @param props `name` of the table; `first` index shown, from 0; `pageSize`; `total`; `onChange(first)` asks for another page.
 */
export function Pager({ name, first, pageSize, total, onChange }: PagerProps): ReactNode {
  const t = useText(pagerText)
  if (total <= pageSize) return null
  const last = Math.min(first + pageSize, total)
  return (
    <nav aria-label={t('pager', { name })} className="my-4 flex flex-wrap items-center gap-4">
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
