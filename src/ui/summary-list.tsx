import type { ReactNode } from 'react'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** One line of a summary list. */
export type SummaryRow = {
  readonly term: string
  /** What was answered; null shows 未入力. */
  readonly value: ReactNode
  /** A `TextLink` or `Button`, for example "change"; its name must say what it changes. */
  readonly action?: ReactNode
}

/**
 * Terms and their values, for checking answers and for the facts of an object. Values stand below their terms on narrow screens.
 *
 * @param props `rows`, each with a term that is unique in the list.
 */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }): ReactNode {
  const t = useText(uiText)
  return (
    <dl className="my-6 border-t border-solid-gray-420">
      {rows.map((row) => (
        <div key={row.term} className="border-b border-solid-gray-420 py-3 desktop:flex desktop:gap-6">
          <dt className="text-std-16B-170 text-solid-gray-900 desktop:w-60 desktop:shrink-0">{row.term}</dt>
          <dd className="min-w-0 flex-1 whitespace-pre-line">
            {row.value ?? <span className="text-solid-gray-700">{t('notProvided')}</span>}
          </dd>
          {row.action !== undefined && <dd className="mt-1 shrink-0 desktop:mt-0">{row.action}</dd>}
        </div>
      ))}
    </dl>
  )
}
