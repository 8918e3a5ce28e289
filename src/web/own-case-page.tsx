import type { ReactNode } from 'react'
import { OwnOriginNotes } from '#offline/origin-notes.tsx'
import { OwnIncidentPage } from '#report/own-incident-page.tsx'
import { CaseTimeline } from '#verification/case-timeline.tsx'

/** One incident of the own operator, with everything that happened to its reports by the log. */
export function OwnCasePage(): ReactNode {
  return <OwnIncidentPage Notes={OwnOriginNotes} Timeline={CaseTimeline} />
}
