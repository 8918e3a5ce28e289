import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

type Level = 1 | 2 | 3 | 4

const sizes: Readonly<Record<Level, string>> = {
  1: 'text-std-28B-150 desktop:text-std-32B-150',
  2: 'text-std-24B-150',
  3: 'text-std-20B-150',
  4: 'text-std-18B-160',
}

const margins: Readonly<Record<Level, string>> = { 1: 'mb-6', 2: 'mt-12 mb-4', 3: 'mt-8 mb-3', 4: 'mt-6 mb-2' }

type HeadingProps = {
  level: Level
  children: ReactNode
  id?: string | undefined
  /** Looks like a heading of another level, for a card in which the outline asks for h2. */
  looksLike?: Level | undefined
  /** Leaves out the margins, for headings in cards and rows. */
  isFlush?: boolean | undefined
}

/**
 * A heading of the page's outline. `Page` renders the one h1; pages use levels 2 to 4 without leaving one out.
 *
 * @param props `level`; `looksLike` takes another level's size; `isFlush` leaves out the margins; `id` for links and `aria-labelledby`.
 */
export function Heading({ level, children, id, looksLike = level, isFlush = false }: HeadingProps): ReactNode {
  const Tag = `h${level}` as const
  return (
    <Tag id={id} className={classNames('text-solid-gray-900', sizes[looksLike], !isFlush && margins[looksLike])}>
      {children}
    </Tag>
  )
}
