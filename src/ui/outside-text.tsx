import type { ReactNode } from 'react'
import { visibleControls } from './visible-controls.ts'

/**
 * Words that somebody else wrote, as text and nothing else: their lines are kept, their direction stays their own, unseen controls are shown.
 *
 * @param props `text`; `isCode` sets fixed-width type, for addresses and hashes.
 */
export function OutsideText({ text, isCode = false }: { text: string; isCode?: boolean | undefined }): ReactNode {
  return <bdi className={`whitespace-pre-line ${isCode ? 'font-mono text-mono-16N-150 break-all' : ''}`}>{visibleControls(text)}</bdi>
}
