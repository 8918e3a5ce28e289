import { useCallback, useEffect, useRef, useState } from 'react'
import { utf8 } from '#base/bytes.ts'
import type { SealedAttachment } from '#envelope/sealed-attachment.ts'
import { generateReportKey } from '#envelope/report-key.ts'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import type { SignedIn } from '#identity/session-client.ts'
import type { ApiError } from '#ui/api-error.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { chooseFiles, chosenFiles } from './chosen-files.ts'
import { deviceAttachments } from './device-attachments.ts'
import { deviceOutbox } from './device-outbox.ts'
import { sealReport, type Directory, type PreparedReport, type SealingOptions } from './prepare-report.ts'
import type { FiledReport } from './report.ts'
import { attachmentsIn, sendEnclosed, type UploadProgress } from './send-enclosed.ts'
import { secondsToNextTry, sendSealed, type SendFiling } from './send-sealed.ts'

/** Where a report is on its way out of the browser. */
export type Sending =
  | { readonly state: 'idle' | 'unlocking' | 'sealing' | 'sending' }
  /** A file that goes with the report is encrypted, before the report itself. */
  | { readonly state: 'sealing-file'; readonly name: string; readonly done: number; readonly total: number }
  | ({ readonly state: 'uploading' } & UploadProgress)
  /** Sealed, not acknowledged yet; `isKept` tells whether it outlives the page. */
  | { readonly state: 'waiting'; readonly error: ApiError; readonly attempts: number; readonly isKept: boolean }
  | { readonly state: 'refused'; readonly error: ApiError }
  /** Nothing was sealed; `error` says why. */
  | { readonly state: 'failed'; readonly error: unknown }

/** What to seal and for whom. */
export type SealingOrder = {
  readonly prepared: PreparedReport
  readonly directory: Directory
  readonly session: SignedIn
}

/** What happens to the report outside the step that sends it. */
export type SendingEvents = {
  /** The report is sealed: from now on only these bytes may be sent. */
  readonly onSealed: () => void
  readonly onFiled: (report: FiledReport) => void
  /** The server refused it: the answers may change again. */
  readonly onRefused: () => void
}

/** The means to seal and send one report. */
export type SendingControl = {
  readonly sending: Sending
  readonly seal: (order: SealingOrder) => void
  readonly sendAgain: () => void
}

/**
 * Returns where a report is on its way, and the means to move it: unlock the own key, seal, keep on the device, send; then again by itself
 * until the server has answered. Every attempt sends the same bytes.
 */
export function useSending(reportId: string, events: SendingEvents): SendingControl {
  const [sending, setSending] = useState<Sending>({ state: 'idle' })
  const latest = useRef(events)
  useEffect(() => {
    latest.current = events
  })
  const attempts = useRef(0)
  const isBusy = useRef(false)
  const isKept = useRef(true)
  const run = useCallback(
    async (prepare: () => Promise<void>) => {
      if (isBusy.current) return
      isBusy.current = true
      try {
        await prepare()
        attempts.current += 1
        setSending({ state: 'sending' })
        const send = sendEnclosed((progress) => setSending({ state: 'uploading', ...progress }))
        setSending(await attempt({ reportId, send }, latest.current, { attempts: attempts.current, isKept: isKept.current }))
      } catch (error) {
        setSending({ state: 'failed', error })
      } finally {
        isBusy.current = false
      }
    },
    [reportId],
  )
  const seal = (order: SealingOrder) =>
    void run(async () => {
      isKept.current = await sealAndKeep(order, setSending)
      latest.current.onSealed()
    })
  const sendAgain = useCallback(() => void run(async () => {}), [run])
  useRetry(sending, sendAgain)
  return { sending, seal, sendAgain }
}

async function sealAndKeep(order: SealingOrder, setSending: (sending: Sending) => void): Promise<boolean> {
  const { prepared, directory, session } = order
  setSending({ state: 'unlocking' })
  const keys = await unlockOwnKeys(session)
  const enclosed = await sealFiles(prepared.draft.reportId, setSending)
  setSending({ state: 'sealing' })
  const filing = await sealReport(prepared, {
    directory,
    signer: keys.person,
    signerKeyId: keys.personKeyId,
    organisation: keys.organisation,
    ...enclosed,
  })
  const report = {
    reportId: filing.reportId,
    personId: session.person.id,
    bytes: utf8(JSON.stringify(filing)),
    attachmentIds: filing.sealed.attachments.map(({ id }) => id),
  }
  const outbox = await deviceOutbox()
  const isStored = await outbox.keep(report, { identity: keys.person.encryption, at: browserNow() })
  return isStored && outbox.isLasting
}

/** Encrypts the files that go with the report, for a report key that is made for them. */
async function sealFiles(reportId: string, setSending: (sending: Sending) => void): Promise<Pick<SealingOptions, 'enclosed'>> {
  const files = chosenFiles(reportId)
  if (files.length === 0) return {}
  const reportKey = await generateReportKey(reportId)
  const device = await deviceAttachments()
  const attachments: SealedAttachment[] = []
  for (const file of files) {
    const onProgress = (done: number): void =>
      setSending({ state: 'sealing-file', name: file.name, done, total: Math.max(done, file.size) })
    onProgress(0)
    attachments.push(await device.seal(file, reportKey.recipient, onProgress))
  }
  return { enclosed: { reportKey, attachments } }
}

async function attempt(
  { reportId, send }: { readonly reportId: string; readonly send: SendFiling },
  events: SendingEvents,
  facts: { readonly attempts: number; readonly isKept: boolean },
): Promise<Sending> {
  const outbox = await deviceOutbox()
  const bytes = outbox.bytesAtHand(reportId)
  if (bytes === null) throw new TypeError(`Cannot send report ${reportId}: it was not sealed on this page`)
  const outcome = await sendSealed({ reportId, bytes }, { outbox, send })
  switch (outcome.state) {
    case 'filed':
      chooseFiles(reportId, [])
      events.onFiled(outcome.report)
      return { state: 'sending' }
    case 'waiting':
      return { ...outcome, ...facts }
    case 'refused':
      // The answers are still on the page and will be sealed anew.
      await outbox.forget(reportId)
      await (await deviceAttachments()).forget(attachmentsIn(bytes))
      events.onRefused()
      return outcome
  }
}

function useRetry(sending: Sending, sendAgain: () => void): void {
  useEffect(() => {
    if (sending.state !== 'waiting') return
    const seconds = secondsToNextTry(sending.error, sending.attempts)
    const timer = seconds === null ? undefined : setTimeout(sendAgain, seconds * 1000)
    addEventListener('online', sendAgain)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', sendAgain)
    }
  }, [sending, sendAgain])
}
