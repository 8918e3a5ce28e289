import { useState, type ReactNode } from 'react'
import { largestAttachmentBytes } from '#envelope/attachment-size.ts'
import { mostAttachments } from '#envelope/filing-schema.ts'
import { byteSize } from '#ui/byte-size.ts'
import { Button } from '#ui/button.tsx'
import { FilesInput } from '#ui/file-input.tsx'
import { Heading } from '#ui/heading.tsx'
import { useText } from '#ui/use-text.ts'
import { attachmentText } from './attachment-text.ts'
import { chooseFiles, useChosenFiles } from './chosen-files.ts'

/** Lets the filer choose files that go with the report, and take them out again; nothing leaves the device before the report is sealed. */
export function AttachFiles({ reportId }: { reportId: string }): ReactNode {
  const t = useText(attachmentText)
  const files = useChosenFiles(reportId)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const add = (more: readonly File[]) => {
    const large = more.find(({ size }) => size > largestAttachmentBytes)
    const all = [...files, ...more.filter(({ size }) => size <= largestAttachmentBytes)]
    if (large !== undefined) setProblem(t('tooLarge', { name: large.name }))
    else setProblem(all.length > mostAttachments ? t('tooMany', { most: String(mostAttachments) }) : undefined)
    chooseFiles(reportId, all.slice(0, mostAttachments))
  }
  const remove = (index: number) => {
    setProblem(undefined)
    chooseFiles(
      reportId,
      files.filter((_, at) => at !== index),
    )
  }
  return (
    <section aria-labelledby="attachments" className="my-8">
      <Heading level={2} id="attachments">
        {t('title')}
      </Heading>
      <p className="mb-4">{t('urgent')}</p>
      <FilesInput
        id="attach"
        label={t('choose')}
        hint={t('hint', { most: String(mostAttachments) })}
        error={problem}
        onChoose={add}
        isListedBelow
      />
      {files.length > 0 && (
        <ul className="mt-4 grid gap-2">
          {files.map((file, index) => (
            <li
              key={`${index} ${file.name}`}
              className="flex flex-wrap items-center justify-between gap-x-4 border-b border-solid-gray-420 py-2"
            >
              <span className="min-w-0 break-all">
                {file.name} <span className="text-solid-gray-700">{byteSize(file.size)}</span>
              </span>
              <Button variant="text" size="small" label={t('remove', { name: file.name })} onPress={() => remove(index)}>
                {t('removeShort')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
