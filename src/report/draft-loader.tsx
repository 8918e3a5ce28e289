import { useState, type ReactNode } from 'react'
import { FileInput } from '#ui/file-input.tsx'
import { useText } from '#ui/use-text.ts'
import { DraftFileError, loadDraftFile, type LoadedDraft } from './draft-file.ts'
import type { Draft } from './draft.ts'
import { fileReportText } from './file-report-text.ts'

/** Fills a fresh draft from a file of the person's own device. `onLoad` also learns which entries were left out. */
export function DraftLoader({ fresh, onLoad }: { fresh: () => Draft; onLoad: (loaded: LoadedDraft) => void }): ReactNode {
  const t = useText(fileReportText)
  const [problem, setProblem] = useState<'loadWrong' | 'loadOther' | null>(null)
  const load = async (file: File) => {
    try {
      const loaded = loadDraftFile(fresh(), new Uint8Array(await file.arrayBuffer()))
      setProblem(null)
      onLoad(loaded)
    } catch (error) {
      if (!(error instanceof DraftFileError)) throw error
      setProblem(error.code === 'DRAFT_OF_OTHER_REPORT' ? 'loadOther' : 'loadWrong')
    }
  }
  return (
    <FileInput
      id="draft-file"
      label={t('load')}
      hint={t('loadHint')}
      accept=".json"
      error={problem === null ? null : t(problem)}
      onChoose={(file) => void load(file)}
    />
  )
}
