import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatDue } from '#obligation/format-due.ts'
import { openStates } from '#obligation/obligation.ts'
import { actStateNames } from '#obligation/obligation-text.ts'
import { obligationTones } from '#obligation/obligation-tones.ts'
import type { ShownStage } from '#obligation/show-obligations.ts'
import { request } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { ownActText } from './own-act-text.ts'
import type { ReceivedIncident } from './received-incident.ts'

/** What the own authority owes for an incident that it received, each with a button that records it as done. */
export function OwnActs({ incident }: { incident: ReceivedIncident }): ReactNode {
  const t = useText(ownActText)
  const acts = incident.obligations.filter(({ party }) => party !== 'operator')
  if (acts.length === 0) return null
  return (
    <section aria-labelledby="own-acts">
      <Heading level={2} id="own-acts">
        {t('title')}
      </Heading>
      <p>{t('lead')}</p>
      {acts.map((act) => (
        <OwnAct key={`${act.law} ${act.stage} ${act.round}`} incidentId={incident.id} act={act} />
      ))}
    </section>
  )
}

function OwnAct({ incidentId, act }: { incidentId: string; act: ShownStage }): ReactNode {
  const t = useText(ownActText)
  const { pick, language } = useLanguage()
  const recording = useRecording(incidentId, act)
  const due = act.dueAt === null ? t('noNumber') : formatDue(Temporal.Instant.from(act.dueAt), language)
  const source = act.arithmetic?.clause
  return (
    <section>
      <Heading level={3}>
        {pick(act.name)}{' '}
        <span className="ms-2 inline-block align-middle">
          <StatusBadge tone={obligationTones[act.state]} isStrong={act.state === 'overdue'}>
            {pick(actStateNames[act.state])}
          </StatusBadge>
        </span>
      </Heading>
      <SummaryList
        rows={[
          { term: t('due'), value: due },
          ...(source === undefined || source === null ? [] : [{ term: t('source'), value: pick(source) }]),
          { term: t('done'), value: act.metAt === null ? t('notDone') : <InstantText at={act.metAt} withUtc isExact /> },
        ]}
      />
      {recording.error !== null && <ErrorNotice error={recording.error} />}
      {openStates.has(act.state) && (
        <Button onPress={() => recording.mutate()} isPending={recording.isPending}>
          {t('record', { act: pick(act.name) })}
        </Button>
      )}
    </section>
  )
}

function useRecording(incidentId: string, { law, stage }: ShownStage) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () =>
      request<unknown>(`/api/v1/incidents/${encodeURIComponent(incidentId)}/acts`, { method: 'POST', body: { law, stage } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['incident', incidentId] }),
  })
}
