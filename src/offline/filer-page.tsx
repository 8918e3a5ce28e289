import { useState, type ReactNode } from 'react'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { formatFingerprint } from '#key-directory/fingerprint.ts'
import type { LoadedDraft } from '#report/draft-file.ts'
import { DraftLoader } from '#report/draft-loader.tsx'
import { firstDraft, isTouched, type Draft } from '#report/draft.ts'
import { useHeldDraft, useLeaveQuestion, type HeldDraft } from '#report/held-draft.ts'
import { ReportWizard } from '#report/report-wizard.tsx'
import type { ShowExpected } from '#report/wizard.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { FileInput } from '#ui/file-input.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useGoTo, usePageQuery } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { offlineDraft } from './filer-page-draft.ts'
import { filerText } from './filer-text.ts'
import { holdKit, useHeldKit } from './held-kit.ts'
import { KitError, readKitFile, type Kit } from './kit-file.ts'
import { SealStep } from './seal-step.tsx'

const href = pagePath('fileReport')

/** Makes a first report without a network: takes the kit, leads through the form, seals into a file. */
export function FilerPage({ Expected }: { Expected: ShowExpected }): ReactNode {
  const kit = useHeldKit()
  const held = useHeldDraft(offlineDraft)
  const step = usePageQuery()['step']
  useLeaveQuestion(held.draft)
  if (kit === null || held.draft === null || step === undefined) return <BeginPage kit={kit} held={held} />
  const { directory, operator } = kit
  return (
    <ReportWizard
      href={href}
      draft={held.draft}
      setDraft={held.set}
      directory={directory}
      operator={operator}
      onFiled={held.discard}
      goal="file"
      Expected={Expected}
      LastStep={SealStep}
    />
  )
}

function BeginPage({ kit, held }: { kit: Kit | null; held: HeldDraft }): ReactNode {
  const t = useText(filerText)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <KitInput />
      {kit !== null && (
        <>
          <KitFacts kit={kit} />
          <BeginReport held={held} />
        </>
      )}
    </Page>
  )
}

function KitInput(): ReactNode {
  const t = useText(filerText)
  const [problem, setProblem] = useState<string | null>(null)
  const choose = async (file: File) => {
    try {
      const kit = await readKitFile(new Uint8Array(await file.arrayBuffer()))
      const isOver = Temporal.Instant.compare(kit.expiresAt, browserNow()) <= 0
      setProblem(isOver ? t('kitExpired', { date: kit.expiresAt.slice(0, 10) }) : null)
      if (!isOver) holdKit(kit)
    } catch (error) {
      if (!(error instanceof KitError) && !(error instanceof DirectoryError)) throw error
      setProblem(t('kitUnreadable'))
    }
  }
  return (
    <FileInput id="kit-file" label={t('kit')} hint={t('kitHint')} accept=".json" error={problem} onChoose={(file) => void choose(file)} />
  )
}

function KitFacts({ kit }: { kit: Kit }): ReactNode {
  const t = useText(filerText)
  const left = kit.codes.filter(({ used }) => used !== true).length
  return (
    <SummaryList
      rows={[
        { term: t('operator'), value: <span lang="ja">{kit.operator.name}</span> },
        { term: t('fingerprint'), value: <FingerprintWords hash={kit.directory.rootFingerprint} /> },
        { term: t('goodUntil'), value: kit.expiresAt.slice(0, 10) },
        { term: t('codesLeft'), value: `${left} / ${kit.codes.length}` },
      ]}
    />
  )
}

function FingerprintWords({ hash }: { hash: string }): ReactNode {
  const t = useText(filerText)
  return (
    <>
      <code className="font-mono text-mono-16N-150">{formatFingerprint(hash)}</code>
      <span className="block text-solid-gray-700">{t('fingerprintHint')}</span>
    </>
  )
}

function BeginReport({ held }: { held: HeldDraft }): ReactNode {
  const t = useText(filerText)
  const { language } = useLanguage()
  const goTo = useGoTo()
  const isBegun = held.draft !== null && isTouched(held.draft)
  const begin = (draft: Draft, step: string) => {
    held.set(draft)
    goTo(href, { search: { step } })
  }
  return (
    <>
      <ButtonRow>
        {isBegun && <Button onPress={() => goTo(href, { search: { step: 'check' } })}>{t('resume')}</Button>}
        <Button size="large" variant={isBegun ? 'secondary' : 'primary'} onPress={() => begin(freshDraft(), 'kind')}>
          {t('begin')}
        </Button>
      </ButtonRow>
      <section lang={language}>
        <Heading level={2}>{t('fromFile')}</Heading>
        <DraftLoader fresh={freshDraft} onLoad={({ draft }: LoadedDraft) => begin(draft, 'check')} />
      </section>
    </>
  )
}

function freshDraft(): Draft {
  return firstDraft({ reportId: crypto.randomUUID(), incidentId: crypto.randomUUID() })
}
