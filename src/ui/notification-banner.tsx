import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** What a banner is about. */
export type NotificationTone = 'info' | 'success' | 'warning' | 'error'

const tones: Readonly<
  Record<NotificationTone, { icon: IconName; colour: string; word: 'noticeInfo' | 'noticeSuccess' | 'noticeWarning' | 'error' }>
> = {
  info: { icon: 'info', colour: 'text-blue-900', word: 'noticeInfo' },
  success: { icon: 'success', colour: 'text-success-2', word: 'noticeSuccess' },
  warning: { icon: 'warning', colour: 'text-warning-yellow-2', word: 'noticeWarning' },
  error: { icon: 'error', colour: 'text-error-1', word: 'error' },
}

/**
 * A message about the whole page or about what was just done.
 *
 * @param props `tone`; `title`; `children` say more; `actions` are buttons or links; `isLive` announces it when it appears after the page did
 *   (errors and warnings at once, others politely); `level` of its heading (default 2).
 */
export function NotificationBanner(props: {
  tone: NotificationTone
  title: string
  children?: ReactNode
  actions?: ReactNode
  isLive?: boolean | undefined
  level?: 2 | 3 | undefined
}): ReactNode {
  const t = useText(uiText)
  const { icon, colour, word } = tones[props.tone]
  const Title = `h${props.level ?? 2}` as const
  const isUrgent = props.tone === 'error' || props.tone === 'warning'
  return (
    <div
      {...(props.isLive === true ? { role: isUrgent ? 'alert' : 'status' } : {})}
      className={`my-6 rounded-12 border-3 border-current p-4 desktop:p-6 ${colour}`}
    >
      <div className="flex items-start gap-3">
        <Icon name={icon} className="size-7" />
        <div className="min-w-0 flex-1 text-solid-gray-800">
          <Title className="text-std-18B-160 text-solid-gray-900">
            <span className="sr-only">{`${t(word)}: `}</span>
            {props.title}
          </Title>
          {props.children !== undefined && <div className="mt-2">{props.children}</div>}
          {props.actions !== undefined && <div className="mt-4 flex flex-wrap items-center gap-3">{props.actions}</div>}
        </div>
      </div>
    </div>
  )
}
