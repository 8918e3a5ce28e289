import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const shapes = {
  success: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1.4 14.6 7.1-7.1-1.6-1.6-5.5 5.5-2.8-2.8L6.2 12.2l4.4 4.4Z',
  error: 'M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Zm3 5v7h2V7h-2Zm0 9v2h2v-2h-2Z',
  warning: 'M12 2 1 21h22L12 2Zm-1 7h2v6h-2V9Zm0 8h2v2h-2v-2Z',
  info: 'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1 5v2h2V7h-2Zm0 4v6h2v-6h-2Z',
  close: 'm6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4 6.4 5Z',
  check: 'm9 16.2-3.8-3.8-1.6 1.6L9 19.4 20.6 7.8 19 6.2 9 16.2Z',
  chevronDown: 'M12 15.5 5 8.5l1.4-1.4 5.6 5.6 5.6-5.6L19 8.5l-7 7Z',
  chevronLeft: 'M15.5 19 8.5 12l7-7 1.4 1.4-5.6 5.6 5.6 5.6-1.4 1.4Z',
  external: 'M5 5h6v2H7v10h10v-4h2v6H5V5Zm8-1h7v7h-2V7.4l-7.3 7.3-1.4-1.4L16.6 6H13V4Z',
  download: 'M11 4h2v8.2l3.3-3.3 1.4 1.4L12 16l-5.7-5.7 1.4-1.4 3.3 3.3V4ZM5 18h14v2H5v-2Z',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0 10c4.4 0 8 2.2 8 5v1H4v-1c0-2.8 3.6-5 8-5Z',
  lock: 'M12 2a5 5 0 0 1 5 5v3h2v11H5V10h2V7a5 5 0 0 1 5-5Zm0 2a3 3 0 0 0-3 3v3h6V7a3 3 0 0 0-3-3Z',
  search: 'M10 3a7 7 0 0 1 5.6 11.2l5.1 5.1-1.4 1.4-5.1-5.1A7 7 0 1 1 10 3Zm0 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10Z',
  globe:
    'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Zm-1 2.2C9.700 5.400 8.800 7 8.400 9H11V4.200Zm2 0V9h2.600c-.4-2-1.300-3.600-2.600-4.800ZM8.100 11a15 15 0 0 0 0 2H11v-2H8.100Zm4.900 0v2h2.900a15 15 0 0 0 0-2H13Zm-4.600 4c.4 2 1.300 3.600 2.600 4.800V15H8.400Zm4.600 0v4.800c1.300-1.200 2.200-2.800 2.600-4.800H13ZM6.100 13a17 17 0 0 1 0-2H4.100a8 8 0 0 0 0 2h2Zm11.800-2a17 17 0 0 1 0 2h2a8 8 0 0 0 0-2h-2Z',
} as const

/** A sign of the design system. */
export type IconName = keyof typeof shapes

/**
 * A sign beside words, in the colour and (at 1.5 em by default) the size of the text; hidden from screen readers, so it never carries meaning alone.
 *
 * @param props `name` of the sign; `className` may set a size (`size-6`) or a colour.
 */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="currentColor"
      aria-hidden="true"
      focusable="false"
      className={classNames('shrink-0', className ?? 'size-6')}
    >
      <path fillRule="evenodd" clipRule="evenodd" d={shapes[name]} />
    </svg>
  )
}
