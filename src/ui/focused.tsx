import { useEffect, useRef, type ReactNode } from 'react'

/** Takes the focus when it appears: what a press has opened or closed in place of the button stays where the person is. */
export function Focused({ children }: { children: ReactNode }): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      {children}
    </div>
  )
}
