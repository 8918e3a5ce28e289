import type { ReactNode } from 'react'
import { OwnOriginNotes } from '#offline/origin-notes.tsx'
import { OwnIncidentPage } from '#report/own-incident-page.tsx'
import { CaseOutcome } from '#sighting/case-outcome.tsx'
import { CaseTimeline } from '#verification/case-timeline.tsx'

/** One incident of the own operator, with what its reports achieved and everything that happened to them by the log. */
export function OwnCasePage(): ReactNode {
  return <OwnIncidentPage Notes={OwnOriginNotes} Outcome={CaseOutcome} Timeline={CaseTimeline} />
}
