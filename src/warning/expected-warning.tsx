import { useMemo, useState, type ReactNode } from 'react'
import { describeAnswer } from '#rulebook/describe-answer.ts'
import type { OwnOperator, PreparedReport } from '#report/prepare-report.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { Pager } from '#ui/pager.tsx'
import { Loading } from '#ui/progress.tsx'
import { StatusBadge, type StatusTone } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { compareRelease, type ComparedValue, type SeenForm } from './compare-release.ts'
import { expectedText } from './expected-text.ts'
import type { ExpectedJudgement } from './expect-warning.ts'
import { findingTexts } from './gate/gate-text.ts'
import { useExpectedWarning } from './use-expected-warning.ts'
import { WarningSheet } from './warning-sheet.tsx'

type Words = Translate<typeof expectedText>

/** Shows the filer, before anything is sent, the warning that others would get, beside what was typed and why it differs. */
export function ExpectedWarning({ prepared, operator }: { prepared: PreparedReport; operator: OwnOperator }): ReactNode {
  const t = useText(expectedText)
  const { judgement, hasFailed } = useExpectedWarning(prepared, operator)
  return (
    <section>
      <Heading level={3}>{t('title')}</Heading>
      <p>{t('lead')}</p>
      {hasFailed && <NotificationBanner tone="warning" title={t('failed')} level={3} />}
      {judgement === null && !hasFailed && <Loading label={t('working')} />}
      {judgement !== null && <Expected judgement={judgement} prepared={prepared} />}
      <p className="text-solid-gray-700">{t('gateKnowsMore')}</p>
    </section>
  )
}

function Expected({ judgement, prepared }: { judgement: ExpectedJudgement; prepared: PreparedReport }): ReactNode {
  const t = useText(expectedText)
  const content = judgement.verdict === 'nothing' ? null : judgement.content
  return (
    <>
      <Verdict judgement={judgement} />
      <Comparison
        rows={useMemo(() => compareRelease(prepared.shareable, { content, reasons: judgement.reasons }), [prepared, content, judgement])}
      />
      {content !== null && (
        <Disclosure summary={t('asReceived')}>
          <WarningSheet content={content} level={3} />
        </Disclosure>
      )}
    </>
  )
}

function Verdict({ judgement }: { judgement: ExpectedJudgement }): ReactNode {
  const t = useText(expectedText)
  const { pick } = useLanguage()
  const title = judgement.verdict === 'hold' && judgement.content === null ? 'holdNothing' : judgement.verdict
  const whole = judgement.reasons.filter(({ effect }) => effect === 'holds' || effect === 'ends')
  return (
    <NotificationBanner tone={judgement.verdict === 'hold' ? 'warning' : 'info'} title={t(title)} level={3} isLive>
      {whole.length > 0 && (
        <ul className="list-disc ps-6">
          {whole.map(({ code, about }) => (
            <li key={`${code} ${about ?? ''}`}>{pick(findingTexts[code])}</li>
          ))}
        </ul>
      )}
    </NotificationBanner>
  )
}

const rowsAtOnce = 50

function Comparison({ rows }: { rows: readonly ComparedValue[] }): ReactNode {
  const t = useText(expectedText)
  const language = useLanguage()
  const [first, setFirst] = useState(0)
  return (
    <>
      <Table
        caption={t('compare')}
        columns={columnsOf(t, language)}
        rows={rows.slice(first, first + rowsAtOnce)}
        rowKey={({ pointer }) => pointer}
        empty={t('empty')}
      />
      <Pager name={t('compare')} first={first} pageSize={rowsAtOnce} total={rows.length} onChange={setFirst} />
    </>
  )
}

const tones: Readonly<Record<ComparedValue['fate'], StatusTone>> = { out: 'info', less: 'warning', not: 'neutral' }

function columnsOf(t: Words, { pick }: PageLanguage): readonly Column<ComparedValue>[] {
  const describe = (row: ComparedValue, value: ComparedValue['typed']) => pick(describeAnswer(row.field, value, 'Asia/Tokyo'))
  return [
    {
      id: 'typed',
      header: t('typed'),
      isRowHeader: true,
      cell: (row) => (
        <>
          <span className="block text-solid-gray-700">{pick(row.field.label)}</span>
          <OutsideText text={describe(row, row.typed)} />
        </>
      ),
    },
    {
      id: 'seen',
      header: t('seen'),
      cell: (row) => (
        <>
          <StatusBadge tone={tones[row.fate]}>{t(row.fate)}</StatusBadge>
          {row.seen.map((form) => (
            <span key={JSON.stringify(form)} className="mt-1 block">
              <OutsideText text={formWords(form, row, { t, describe })} />
            </span>
          ))}
        </>
      ),
    },
    {
      id: 'why',
      header: t('why'),
      cell: (row) => {
        if (row.fate === 'out') return '―'
        if (row.because.length === 0) return t('notOnList')
        return row.because.map((code) => (
          <span key={code} className="block">
            {pick(findingTexts[code])}
          </span>
        ))
      },
    },
  ]
}

function formWords(
  form: SeenForm,
  row: ComparedValue,
  { t, describe }: { t: Words; describe: (row: ComparedValue, value: ComparedValue['typed']) => string },
): string {
  switch (form.kind) {
    case 'answer':
      return describe(row, form.value)
    case 'indicator':
      return form.value
    case 'technique':
      return t('techniqueInstead', { id: form.id })
    case 'groups':
      return form.codes.join(', ')
  }
}
