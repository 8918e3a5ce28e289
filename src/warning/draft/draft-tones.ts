import type { StatusTone } from '#ui/status-badge.tsx'
import type { DraftState } from './draft.ts'

/** How the state of a draft is to be taken. */
export const draftTones: Readonly<Record<DraftState, StatusTone>> = {
  draft: 'neutral',
  submitted: 'warning',
  approved: 'info',
  published: 'success',
  dropped: 'neutral',
}
