import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import { newLinksQuery } from './link-client.ts'
import { linksText } from './link-page-text.ts'

/** Says of an incident in a list that it may belong together with others; nothing where there is nothing new. */
export function NewLinksMark({ incidentId }: { readonly incidentId: string }): ReactNode {
  const t = useText(linksText)
  const count = useQuery(newLinksQuery).data?.incidents.find((one) => one.incidentId === incidentId)?.count ?? 0
  return count === 0 ? null : <StatusBadge tone="info">{t('newLinks', { count })}</StatusBadge>
}
