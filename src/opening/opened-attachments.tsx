import { useState, type ReactNode } from 'react'
import { openAttachment } from '#envelope/attachment-file.ts'
import { safeFileName } from '#envelope/attachment-label.ts'
import { attachmentsOf, type SealedAttachment } from '#envelope/sealed-attachment.ts'
import { EnvelopeError } from '#envelope/envelope-error.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { openStream } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { byteSize } from '#ui/byte-size.ts'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { ProgressBar } from '#ui/progress.tsx'
import { saveBlob } from '#ui/save-file.ts'
import { useText } from '#ui/use-text.ts'
import { attachmentText } from './attachment-text.ts'
import { TellUnreadable } from './tell-unreadable.tsx'
import type { OpenedReport } from './opened-reports.ts'

/** The attachments of a report that is open: names as text, each to be saved under a safe name. Nothing of them is shown or run here. */
export function OpenedAttachments({ opened, filing }: { opened: OpenedReport; filing: Filing }): ReactNode {
  const t = useText(attachmentText)
  const attachments = attachmentsOf(filing, opened.content.attachments ?? [])
  if (attachments.length === 0) return null
  return (
    <section aria-labelledby="attachments">
      <Heading level={2} id="attachments">
        {t('title', { count: String(attachments.length) })}
      </Heading>
      <p>{t('danger')}</p>
      <ul className="my-4 grid gap-2">
        {attachments.map((one) => (
          <Attachment key={one.filed.id} attachment={one} opened={opened} />
        ))}
      </ul>
    </section>
  )
}

function Attachment({ attachment, opened }: { attachment: SealedAttachment; opened: OpenedReport }): ReactNode {
  const t = useText(attachmentText)
  const { filed, label } = attachment
  const { received, failure, save } = useSaving(attachment, opened.content.key.identity)
  const name = label.name === '' ? t('unnamed') : label.name
  return (
    <li className="border-b border-solid-gray-420 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span className="min-w-0 break-all">
          <OutsideText text={name} /> <span className="text-solid-gray-700">{byteSize(label.bytes)}</span>
        </span>
        <Button variant="secondary" size="small" isPending={received !== null} label={t('save', { name })} onPress={save}>
          {t('saveShort')}
        </Button>
      </div>
      {received !== null && <ProgressBar label={t('saving')} value={received} total={filed.bytes} />}
      {failure instanceof EnvelopeError ? (
        <NotificationBanner tone="error" title={t('unreadable')} isLive actions={<TellUnreadable reportId={opened.reportId} />}>
          <p>{t('unreadableBody')}</p>
        </NotificationBanner>
      ) : (
        failure !== null && <ErrorNotice error={failure} />
      )}
    </li>
  )
}

function useSaving({ filed, label }: SealedAttachment, identity: string) {
  const [received, setReceived] = useState<number | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const act = async (): Promise<void> => {
    setReceived(0)
    setFailure(null)
    try {
      const stream = await openStream(`/api/v1/attachments/${encodeURIComponent(filed.id)}/content`)
      const content = await openAttachment(identity, stream.pipeThrough(counted(setReceived)), filed)
      // The browser keeps large blobs on its disk; it is handed on only once all of it proved to be what the filer signed.
      const blob = await new Response(content, { headers: { 'content-type': 'application/octet-stream' } }).blob()
      saveBlob(safeFileName(label.name, `attachment-${filed.id.slice(0, 8)}`), blob)
    } catch (error) {
      setFailure(error)
    } finally {
      setReceived(null)
    }
  }
  return { received, failure, save: () => void act() }
}

const toldBytes = 1024 * 1024

/** Tells about every MiB how much has gone through. */
function counted(tell: (bytes: number) => void): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0
  let told = 0
  return new TransformStream({
    transform: (chunk, controller) => {
      seen += chunk.length
      if (seen - told > toldBytes) tell((told = seen))
      controller.enqueue(chunk)
    },
  })
}
