import { useState, type FormEvent, type ReactNode } from 'react'
import { useHeldDraft } from '#report/held-draft.ts'
import { usePreparedReport } from '#report/preview-step.tsx'
import type { PreparedReport } from '#report/prepare-report.ts'
import type { Wizard } from '#report/wizard.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { useFormErrors } from '#ui/form-errors.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useGoTo } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { saveFile } from '#ui/save-file.ts'
import { Select } from '#ui/select.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { filerText } from './filer-text.ts'
import { offlineDraft } from './filer-page-draft.ts'
import { markCodeUsed, sealedBefore, holdSealed, useHeldKit, type SealedWith } from './held-kit.ts'
import type { KitCode, Kit } from './kit-file.ts'
import { sealOffline, type OfflineReport } from './seal-offline.ts'

/** Seals the report with a code of the kit, saves it as a file and shows the check code. */
export function SealStep({ wizard }: { wizard: Wizard }): ReactNode {
  const kit = useHeldKit()
  const held = useHeldDraft(offlineDraft)
  const [state, setState] = useState<OpenProps['state']>('open')
  const prepared = usePreparedReport(wizard)
  if (kit === null) return null
  const sealed = sealedBefore(wizard.draft.reportId)
  if (sealed !== null) return <SealedPage kit={kit} sealed={sealed} onAnother={held.discard} />
  const seal = async (code: KitCode) => {
    setState('sealing')
    try {
      const report = await sealOffline(prepared, { kit, code })
      save(report)
      holdSealed({ report, code })
      markCodeUsed(code.number)
      // The same report sealed again would be another one under the same number.
      wizard.setDraft({ ...wizard.draft, isSealed: true })
    } catch {
      // Whatever it was, no file was made: the person can try another code.
      setState('failed')
    }
  }
  return <OpenPage wizard={wizard} kit={kit} prepared={prepared} state={state} onSeal={(code) => void seal(code)} />
}

function save({ file }: OfflineReport): void {
  saveFile('report.age', file, 'application/octet-stream')
}

type OpenProps = {
  wizard: Wizard
  kit: Kit
  prepared: PreparedReport
  state: 'open' | 'sealing' | 'failed'
  onSeal: (code: KitCode) => void
}

function OpenPage({ wizard, kit, prepared, state, onSeal }: OpenProps): ReactNode {
  const t = useText(filerText)
  const { pick } = useLanguage()
  const errors = useFormErrors()
  const [chosen, setChosen] = useState<string | null>(null)
  const codes = kit.codes.filter(({ used }) => used !== true)
  const start = (event: FormEvent) => {
    event.preventDefault()
    const code = codes.find(({ number }) => String(number) === chosen)
    errors.show(code === undefined ? [{ fieldId: 'code', message: t('codeMissing') }] : [])
    if (code !== undefined) onSeal(code)
  }
  const recipients = (
    <ul>
      {prepared.recipients.map(({ organisationId, name }) => (
        <li key={organisationId}>{pick(name)}</li>
      ))}
    </ul>
  )
  return (
    <Page title={t('sealTitle')} topic="send" lead={t('sealLead')} errors={errors}>
      <SummaryList
        rows={[
          { term: t('operator'), value: <span lang="ja">{kit.operator.name}</span> },
          { term: t('to'), value: recipients },
        ]}
      />
      {state === 'failed' && <NotificationBanner tone="error" title={t('failed')} isLive />}
      {state === 'sealing' ? (
        <Loading label={t('sealing')} />
      ) : (
        <form noValidate onSubmit={start}>
          <Select
            id="code"
            label={t('code')}
            hint={t('codeHint')}
            value={chosen}
            onChange={setChosen}
            error={errors.of('code')}
            options={codes.map(({ number, code }) => ({
              value: String(number),
              label: t('codeOption', { number: String(number), begin: code.slice(0, 4) }),
            }))}
          />
          <ButtonRow>
            <Button type="submit">{t('seal')}</Button>
            <Button variant="text" onPress={() => wizard.goTo('preview')}>
              {t('back')}
            </Button>
          </ButtonRow>
        </form>
      )}
    </Page>
  )
}

type SealedProps = { kit: Kit; sealed: SealedWith; onAnother: () => void }

function SealedPage({ kit, sealed, onAnother }: SealedProps): ReactNode {
  const t = useText(filerText)
  const goTo = useGoTo()
  const { report, code } = sealed
  const another = () => {
    onAnother()
    goTo(pagePath('start'), { replace: true })
  }
  return (
    <Page title={t('doneTitle')} topic="done" lead={t('doneLead')}>
      <SummaryList
        rows={[
          { term: t('checkCode'), value: <strong className="font-mono text-std-28B-150">{report.checkCode}</strong> },
          { term: t('usedCode'), value: t('crossOut', { number: String(code.number) }) },
          { term: t('digest'), value: <code className="font-mono text-mono-16N-150 break-all">{report.digest}</code> },
        ]}
      />
      <Heading level={2}>{t('howTitle')}</Heading>
      <ul className="list-disc ps-7">
        <li className="my-2">{t('howPage', { address: `${kit.origin}${pagePath('handIn')}` })}</li>
        <li className="my-2">{t('howCommand')}</li>
        <li className="my-2">{t('howStick')}</li>
      </ul>
      <p>{t('howCompare')}</p>
      <ButtonRow>
        <Button onPress={() => save(report)}>{t('saveAgain')}</Button>
        <Button variant="text" onPress={another}>
          {t('another')}
        </Button>
      </ButtonRow>
    </Page>
  )
}
