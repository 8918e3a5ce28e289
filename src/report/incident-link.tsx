import type { ReactNode } from 'react'
import type { OwedEntry } from '#obligation/owed-entry.ts'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { kindName, shortNumber } from './kind-name.ts'
import { ownDutiesText } from './own-duties-text.ts'

/** A link to the own incident for which a stage is owed. */
export function IncidentLink({
  entry: { incidentId, incidentKind },
}: {
  entry: Pick<OwedEntry, 'incidentId' | 'incidentKind'>
}): ReactNode {
  const t = useText(ownDutiesText)
  const { pick } = useLanguage()
  return (
    <TextLink href={pagePath('ownIncident', { incidentId })}>
      {t('incidentName', { kind: pick(kindName(incidentKind)), number: shortNumber({ id: incidentId }) })}
    </TextLink>
  )
}
