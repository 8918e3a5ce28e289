import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { OwedEntry } from '#obligation/owed-entry.ts'
import { request } from '#ui/api.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button } from '#ui/button.tsx'
import { emptyDateTime, readDateTime, type DatePart } from '#ui/date-parts.ts'
import { DateTimeInput } from '#ui/date-time-input.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { dateProblemText } from './date-problem.ts'
import { ownDutiesText } from './own-duties-text.ts'

type Wrong = { readonly message: string; readonly part?: DatePart }

/** Lets a filer say, on demand, that it reported a stage outside this platform, and when. */
export function ElsewhereForm({ entry }: { entry: Pick<OwedEntry, 'incidentId' | 'law' | 'stage' | 'round'> }): ReactNode {
  const t = useText(ownDutiesText)
  const { pick } = useLanguage()
  const [parts, setParts] = useState(emptyDateTime)
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const { error, isPending, send } = useStatement(entry)
  const id = `stated-${entry.incidentId}-${entry.law}-${entry.stage}-${entry.round}`
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const reading = readDateTime(parts)
    if (reading.state === 'read') {
      setWrong(null)
      send(reading.value.toInstant())
      return
    }
    setWrong(reading.state === 'wrong' ? { message: pick(dateProblemText(reading)), part: reading.part } : { message: t('stateMissing') })
    document.getElementById(id)?.focus()
  }
  return (
    <Disclosure summary={t('state')}>
      <p>{t('stateBody')}</p>
      <form noValidate onSubmit={submit} className="mt-4">
        <DateTimeInput
          id={id}
          label={t('stateAt')}
          value={parts}
          onChange={setParts}
          wrongPart={wrong?.part}
          error={wrong?.message ?? null}
          now={browserNow}
        />
        {error !== null && <ErrorNotice error={error} />}
        <p className="mt-4">
          <Button type="submit" variant="secondary" isPending={isPending}>
            {t('stateSend')}
          </Button>
        </p>
      </form>
    </Disclosure>
  )
}

function useStatement({ incidentId, law, stage }: Pick<OwedEntry, 'incidentId' | 'law' | 'stage'>) {
  const queryClient = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const send = async (at: Temporal.Instant) => {
    setPending(true)
    setError(null)
    try {
      const path = `/api/v1/incidents/${encodeURIComponent(incidentId)}/statements`
      await request(path, { method: 'POST', body: { law, stage, at: at.toString() } })
      await Promise.all(
        [['obligations'], ['incident', incidentId], ['incidents']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      )
    } catch (refusal) {
      setError(refusal)
    } finally {
      setPending(false)
    }
  }
  return { error, isPending, send: (at: Temporal.Instant) => void send(at) }
}
