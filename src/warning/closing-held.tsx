import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioChoice } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Focused } from '#ui/focused.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { OutsideText } from '#ui/outside-text.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { TextArea } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { closingReasons, type ClosingReason, type HeldClosure } from './held-closure.ts'
import { closingReasonNames, heldText } from './held-text.ts'

/** Closes a held part for good, once a reason is given. */
export function ClosingHeld({ reportId }: { reportId: string }): ReactNode {
  const t = useText(heldText)
  const [isOpen, setOpen] = useState(false)
  if (!isOpen)
    return (
      <Button variant="text" label={t('close') + t('ofReport', { report: reportId })} onPress={() => setOpen(true)}>
        {t('close')}
      </Button>
    )
  return (
    <Focused>
      <ClosingForm reportId={reportId} onCancel={() => setOpen(false)} />
    </Focused>
  )
}

function ClosingForm({ reportId, onCancel }: { reportId: string; onCancel: () => void }): ReactNode {
  const t = useText(heldText)
  const { pick } = useLanguage()
  const queries = useQueryClient()
  const [reason, setReason] = useState<ClosingReason | null>(null)
  const [note, setNote] = useState('')
  const written = note.trim() === '' ? null : note.trim()
  const close = useMutation({
    mutationFn: () => request<null>(`/api/v1/gate/held/${reportId}/close`, { method: 'POST', body: { reason, note: written } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['held'] }),
  })
  return (
    <div className="mt-4 grid gap-4 rounded-12 bg-solid-gray-50 p-4">
      <p>{t('closeLead')}</p>
      <RadioChoice
        id={`close-${reportId}`}
        label={t('closeReason')}
        value={reason}
        onChange={setReason}
        options={closingReasons.map((value) => ({ value, label: pick(closingReasonNames[value]) }))}
      />
      <TextArea id={`close-note-${reportId}`} label={t('closeNote')} hint={t('closeNoteHint')} rows={2} value={note} onChange={setNote} />
      {close.error !== null && <ErrorNotice error={close.error} />}
      <ButtonRow>
        <Button
          variant="danger"
          isDisabled={reason === null || (reason === 'other' && written === null)}
          isPending={close.isPending}
          onPress={() => close.mutate()}
        >
          {t('closeSure')}
        </Button>
        <Button variant="secondary" onPress={onCancel}>
          {t('cancel')}
        </Button>
      </ButtonRow>
    </div>
  )
}

/** Who closed a held part, when and why. */
export function ClosedHeld({ closed }: { closed: HeldClosure }): ReactNode {
  const t = useText(heldText)
  const { pick } = useLanguage()
  return (
    <SummaryList
      rows={[
        { term: t('closedReason'), value: pick(closingReasonNames[closed.reason]) },
        ...(closed.note === null ? [] : [{ term: t('closeNote'), value: <OutsideText text={closed.note} /> }]),
        { term: t('closedBy'), value: t('closedByValue', { name: pick(closed.by), organisation: pick(closed.organisation) }) },
        { term: t('closedAt'), value: <InstantText at={closed.at} isExact withUtc /> },
      ]}
    />
  )
}
