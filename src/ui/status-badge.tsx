import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** How a state is to be taken. The words always say it too. */
export type StatusTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'

const quiet: Readonly<Record<StatusTone, string>> = {
  neutral: 'border-solid-gray-536 bg-solid-gray-50 text-solid-gray-800',
  info: 'border-blue-900 bg-blue-50 text-blue-1000',
  success: 'border-success-2 bg-green-50 text-green-1000',
  warning: 'border-warning-yellow-2 bg-yellow-50 text-yellow-1200',
  danger: 'border-error-2 bg-red-50 text-red-1100',
}

const strong: Readonly<Record<StatusTone, string>> = {
  neutral: 'border-solid-gray-700 bg-solid-gray-700 text-white',
  info: 'border-blue-900 bg-blue-900 text-white',
  success: 'border-success-2 bg-success-2 text-white',
  warning: 'border-yellow-300 bg-yellow-300 text-black',
  danger: 'border-error-2 bg-error-2 text-white',
}

/**
 * A short word for a state: 速報受付済, 期限超過.
 *
 * @param props `tone`; `isStrong` fills it, for what must not be overlooked; `children` is the word.
 */
export function StatusBadge({
  tone,
  isStrong = false,
  children,
}: {
  tone: StatusTone
  isStrong?: boolean | undefined
  children: ReactNode
}): ReactNode {
  return (
    <span
      className={classNames(
        'inline-block rounded-8 border px-2 py-1 text-oln-14B-100 leading-130 whitespace-normal',
        (isStrong ? strong : quiet)[tone],
      )}
    >
      {children}
    </span>
  )
}
