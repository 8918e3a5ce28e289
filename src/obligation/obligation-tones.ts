import type { StatusTone } from '#ui/status-badge.tsx'
import type { ObligationState } from './obligation.ts'

/** How the states of an obligation look; the words say the same. */
export const obligationTones: Readonly<Record<ObligationState, StatusTone>> = {
  due: 'info',
  overdue: 'danger',
  extended: 'info',
  suspended: 'neutral',
  met: 'success',
  late: 'neutral',
  promptly: 'warning',
  waiting: 'neutral',
  superseded: 'neutral',
  'not-applicable': 'neutral',
  withdrawn: 'neutral',
}
