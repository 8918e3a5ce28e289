import { useState, type ReactNode } from 'react'

/**
 * Words that open on demand, for help and details that most people do not need. Never hides an error or a required field.
 *
 * @param props `summary` is the line to press; `isOpen` opens it at first; `isLazy` builds the words only while they are open, for long tables;
 * `onOpen` is called when somebody opens it.
 */
export function Disclosure({
  summary,
  children,
  isOpen = false,
  isLazy = false,
  onOpen,
}: {
  summary: string
  children: ReactNode
  isOpen?: boolean | undefined
  isLazy?: boolean | undefined
  onOpen?: (() => void) | undefined
}): ReactNode {
  const [isShown, setShown] = useState(isOpen)
  return (
    <details
      open={isOpen}
      onToggle={({ currentTarget }) => {
        setShown(currentTarget.open)
        if (currentTarget.open) onOpen?.()
      }}
      className="my-4"
    >
      <summary className="min-h-6 cursor-pointer text-blue-1000 underline underline-offset-4 hover:decoration-[3px]">{summary}</summary>
      <div className="mt-2 border-s-4 border-solid-gray-200 ps-4">{isShown || !isLazy ? children : null}</div>
    </details>
  )
}
