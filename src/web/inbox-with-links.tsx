import type { ReactNode } from 'react'
import { NewLinksMark } from '#campaign/new-links-mark.tsx'
import { InboxPage } from '#opening/inbox-page.tsx'

/** The inbox, with a mark at incidents that may belong together with others. */
export function InboxWithLinks(): ReactNode {
  return <InboxPage Mark={NewLinksMark} />
}
