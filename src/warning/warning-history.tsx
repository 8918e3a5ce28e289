import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import type { WarningAct } from './warning.ts'
import type { WarningBody } from './warning-body.ts'
import { warningText } from './warning-page-text.ts'

type Version = { version: number; act: WarningAct; publishedAt: string; indicators: number; knownWrong: number }

const actWords = { release: 'actRelease', revision: 'actRevision', recall: 'actRecall' } as const satisfies Record<
  WarningAct,
  keyof typeof warningText
>

function versionsQuery({ id, version }: WarningBody) {
  return queryOptions({
    queryKey: ['warning-versions', id, version],
    queryFn: ({ signal }) => request<{ versions: readonly Version[] }>(`/api/v1/warnings/${encodeURIComponent(id)}/versions`, { signal }),
  })
}

/** What became of a warning, newest first; nothing while there is one version. */
export function WarningHistory({ warning }: { warning: WarningBody }): ReactNode {
  const t = useText(warningText)
  const versions = useQuery({ ...versionsQuery(warning), enabled: warning.version > 1 })
  if (warning.version === 1) return null
  return (
    <section>
      <Heading level={2}>{t('versions')}</Heading>
      <Loaded query={versions}>
        {(found) => (
          <Table
            caption={t('versions')}
            isCaptionHidden
            columns={columnsOf(t)}
            rows={found.versions}
            rowKey={({ version }) => String(version)}
            empty={null}
          />
        )}
      </Loaded>
    </section>
  )
}

function columnsOf(t: Translate<typeof warningText>): readonly Column<Version>[] {
  return [
    { id: 'version', header: t('versionNumber'), isRowHeader: true, cell: ({ version }) => t('version', { version }) },
    { id: 'act', header: t('versionAct'), cell: ({ act }) => t(actWords[act]) },
    { id: 'at', header: t('versionAt'), cell: ({ publishedAt }) => <InstantText at={publishedAt} isExact /> },
    { id: 'holds', header: t('indicators'), cell: ({ indicators, knownWrong }) => t('versionHolds', { indicators, wrong: knownWrong }) },
  ]
}
