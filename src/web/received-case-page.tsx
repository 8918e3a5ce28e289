import type { ReactNode } from 'react'
import { IncidentLinks } from '#campaign/incident-links.tsx'
import { IncidentPage } from '#opening/incident-page.tsx'

/** One incident that the own authority received, with what it has in common with others. */
export function ReceivedCasePage(): ReactNode {
  return <IncidentPage Links={IncidentLinks} />
}
