import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** A turning sign of work; says nothing to screen readers, so words stand beside it. */
export function Spinner({ className }: { className?: string | undefined }): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      aria-hidden="true"
      focusable="false"
      className={classNames('animate-turning shrink-0', className ?? 'size-6')}
    >
      <circle cx="12" cy="12" r="9" stroke="currentColor" strokeWidth="3" opacity="0.25" />
      <path d="M12 3a9 9 0 0 1 9 9" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}

/**
 * Says that something is being fetched or done; announced politely.
 *
 * @param props `label` replaces "Loading".
 */
export function Loading({ label }: { label?: string | undefined }): ReactNode {
  const t = useText(uiText)
  return (
    <p role="status" className="flex items-center gap-3 py-6 text-solid-gray-700">
      <Spinner className="size-8 text-blue-900" />
      <span>{label ?? t('loading')}…</span>
    </p>
  )
}

/**
 * Shows how far work has come.
 *
 * @param props `label` names the work; `value` goes from 0 to `total`, or is null while the extent is unknown; `note` are words beside the bar, such as "3 of 12".
 */
export function ProgressBar(props: {
  label: string
  value: number | null
  total?: number | undefined
  note?: string | undefined
}): ReactNode {
  const id = useId()
  const total = props.total ?? 100
  return (
    <div className="my-4">
      <div className="mb-2 flex flex-wrap justify-between gap-x-4">
        <span id={id}>{props.label}</span>
        {props.note !== undefined && <span className="text-solid-gray-700">{props.note}</span>}
      </div>
      <progress
        aria-labelledby={id}
        max={total}
        {...(props.value === null ? {} : { value: props.value })}
        className="h-2 w-full appearance-none forced-colors:appearance-auto overflow-hidden rounded-full border border-solid-gray-536 bg-solid-gray-100 [&::-moz-progress-bar]:bg-blue-900 [&::-webkit-progress-bar]:bg-solid-gray-100 [&::-webkit-progress-value]:bg-blue-900"
      />
    </div>
  )
}
