import { useEffect, useState, type ReactNode } from 'react'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { DropBox } from '#ui/drop-box.tsx'
import { FileInput } from '#ui/file-input.tsx'
import { Heading } from '#ui/heading.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { ProgressBar } from '#ui/progress.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import type { WarningIndicator } from '#warning/warning.ts'
import { scanFile, type FileHit, type FileScan } from './scan-file.ts'
import { scanPageText } from './scan-page-text.ts'

/** A box into which a log is dropped to look for the indicators of a warning, in the browser alone. */
export function ScanPanel({ indicators }: { indicators: readonly WarningIndicator[] }): ReactNode {
  const t = useText(scanPageText)
  const [file, setFile] = useState<File | null>(null)
  const { scan, isBroken } = useScan(file, indicators)
  return (
    <section>
      <Heading level={2}>{t('title')}</Heading>
      <p>{t('lead')}</p>
      <DropBox onDrop={setFile}>
        <FileInput id="log" label={t('file')} hint={t('fileHint')} error={isBroken ? t('broken') : null} onChoose={setFile} />
      </DropBox>
      {file !== null && scan !== null && !isBroken && <ScanView scan={scan} size={file.size} />}
      <p className="mb-2">{t('command')}</p>
      <CopyableCode value="noroshi scan LOG..." name={t('commandName')} />
    </section>
  )
}

function useScan(
  file: File | null,
  indicators: readonly WarningIndicator[],
): { readonly scan: FileScan | null; readonly isBroken: boolean } {
  const [state, setState] = useState<{ readonly of: File; readonly scan: FileScan | null; readonly isBroken: boolean } | null>(null)
  useEffect(() => {
    if (file === null) return
    let isCurrent = true
    const tell = (scan: FileScan): boolean => {
      if (isCurrent) setState({ of: file, scan, isBroken: false })
      return isCurrent
    }
    follow(scanFile(file, indicators), tell).catch(() => isCurrent && setState({ of: file, scan: null, isBroken: true }))
    return () => {
      isCurrent = false
    }
  }, [file, indicators])
  return state !== null && state.of === file ? state : { scan: null, isBroken: false }
}

/** Hands every step on until nobody wants more. */
async function follow(scan: AsyncIterable<FileScan>, tell: (step: FileScan) => boolean): Promise<void> {
  for await (const step of scan) if (!tell(step)) return
}

function ScanView({ scan, size }: { scan: FileScan; size: number }): ReactNode {
  const t = useText(scanPageText)
  const { lines, hits, shown, isDone } = scan
  if (!isDone)
    return (
      <ProgressBar label={t('scanning')} value={Math.min(scan.bytes, size)} total={Math.max(size, 1)} note={t('soFar', { lines, hits })} />
    )
  if (hits === 0)
    return (
      <NotificationBanner tone="info" title={t('none', { lines })}>
        {t('noneMeans')}
      </NotificationBanner>
    )
  return (
    <>
      <NotificationBanner tone="warning" title={t('found', { hits })}>
        {t('foundMeans')}
      </NotificationBanner>
      <HitTable shown={shown} />
      {shown.length < hits && <p>{t('shownOnly', { count: shown.length })}</p>}
    </>
  )
}

function HitTable({ shown }: { shown: readonly FileHit[] }): ReactNode {
  const t = useText(scanPageText)
  return (
    <Table
      caption={t('title')}
      isCaptionHidden
      columns={columnsOf(t)}
      rows={shown}
      rowKey={({ line, value }) => `${line} ${value}`}
      empty={null}
    />
  )
}

function columnsOf(t: Translate<typeof scanPageText>): readonly Column<FileHit>[] {
  return [
    { id: 'line', header: t('line'), cell: ({ line }) => line, isRowHeader: true, align: 'end' },
    { id: 'indicator', header: t('indicator'), cell: ({ value }) => <OutsideText text={value} isCode /> },
    { id: 'text', header: t('text'), cell: ({ excerpt }) => <OutsideText text={excerpt} isCode /> },
  ]
}
