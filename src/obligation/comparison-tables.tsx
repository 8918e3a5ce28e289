import type { ReactNode } from 'react'
import type { Comparison, LawComparison, StageComparison } from '#rulebook/simulation/simulation-report.ts'
import { comparedVerdictText, lawText, reportText, stageText } from '#rulebook/simulation/simulation-text.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { useNumber } from './bar-figure.tsx'
import { simulationPageText } from './simulation-page-text.ts'

type StageRow = { readonly law: LawComparison; readonly stage: StageComparison }
type VerdictRow = { readonly law: LawComparison; readonly verdict: LawComparison['verdicts'][number] }

const counts = ['before', 'after', 'added', 'removed', 'earlier', 'later', 'newlyLate', 'nowInTime'] as const
const countNames = { ...reportText, before: reportText.rules, after: reportText.against }

/** What differs between two rule sets over all incidents: stage by stage, and verdicts that change. */
export function ComparisonTables({ comparison }: { comparison: Comparison }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  const changed = comparison.laws.filter(({ incidents }) => incidents > 0)
  return (
    <section>
      <Heading level={3}>{pick(reportText.changes)}</Heading>
      <p>{t('changed', { count: comparison.incidents })}</p>
      {changed.length === 0 ? <p>{pick(reportText.noChange)}</p> : <StageTable laws={changed} />}
      {changed.some(({ verdicts }) => verdicts.length > 0) && <VerdictTable laws={changed} />}
    </section>
  )
}

function StageTable({ laws }: { laws: readonly LawComparison[] }): ReactNode {
  const { pick } = useLanguage()
  const number = useNumber()
  const columns: readonly Column<StageRow>[] = [
    {
      id: 'law',
      header: pick(reportText.law),
      isRowHeader: true,
      cell: ({ law, stage }) => pick(stageText(law, stage)),
    },
    ...counts.map((key): Column<StageRow> => ({
      id: key,
      header: pick(countNames[key]),
      align: 'end',
      cell: ({ stage }) => number(stage[key]),
    })),
  ]
  return (
    <Table
      caption={pick(reportText.changes)}
      isCaptionHidden
      columns={columns}
      rows={laws.flatMap((law) => law.stages.map((stage) => ({ law, stage })))}
      rowKey={({ law, stage }) => `${law.law}/${stage.stage}`}
      empty={pick(reportText.noChange)}
    />
  )
}

function VerdictTable({ laws }: { laws: readonly LawComparison[] }): ReactNode {
  const { pick } = useLanguage()
  const number = useNumber()
  const columns: readonly Column<VerdictRow>[] = [
    { id: 'law', header: pick(reportText.law), isRowHeader: true, cell: ({ law }) => pick(lawText(law)) },
    { id: 'before', header: pick(reportText.rules), cell: ({ verdict }) => pick(comparedVerdictText[verdict.before]) },
    { id: 'after', header: pick(reportText.against), cell: ({ verdict }) => pick(comparedVerdictText[verdict.after]) },
    { id: 'incidents', header: pick(reportText.incidents), align: 'end', cell: ({ verdict }) => number(verdict.incidents) },
  ]
  return (
    <Table
      caption={pick(reportText.verdictChange)}
      columns={columns}
      rows={laws.flatMap((law) => law.verdicts.map((verdict) => ({ law, verdict })))}
      rowKey={({ law, verdict }) => `${law.law} ${verdict.before} ${verdict.after}`}
      empty={pick(reportText.noChange)}
    />
  )
}
