import type { ReactNode } from 'react'
import type { FactCount, LawReport, RuleSetReport, StageReport } from '#rulebook/simulation/simulation-report.ts'
import { stageStates } from '#rulebook/simulation/stage-state.ts'
import { captionOf, lawStateText, lawText, reportText, stageStateText, stageText } from '#rulebook/simulation/simulation-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Table, type Column } from '#ui/table.tsx'
import { useText } from '#ui/use-text.ts'
import { useNumber } from './bar-figure.tsx'
import { simulationPageText } from './simulation-page-text.ts'

type StageRow = { readonly law: LawReport; readonly stage: StageReport }
type FactRow = { readonly law: LawReport; readonly fact: FactCount }

const lawStates = ['due', 'may-be-due', 'not-due', 'not-in-force'] as const
const mostFacts = 6

/** What one rule set comes to, law by law: verdicts, stages in time and late, and the facts that decided. */
export function RuleSetTables({ set }: { set: RuleSetReport }): ReactNode {
  const { pick } = useLanguage()
  return (
    <>
      <Disclosure isLazy summary={pick(captionOf(reportText.laws, set.name))}>
        <LawTable laws={set.laws} />
      </Disclosure>
      <Disclosure isLazy summary={pick(captionOf(reportText.lateness, set.name))}>
        <StageTable laws={set.laws} />
      </Disclosure>
      <Disclosure isLazy summary={pick(captionOf(reportText.facts, set.name))}>
        <p>{pick(reportText.factsLead)}</p>
        <FactTable laws={set.laws} />
      </Disclosure>
    </>
  )
}

function LawTable({ laws }: { laws: readonly LawReport[] }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  const number = useNumber()
  const columns: readonly Column<LawReport>[] = [
    { id: 'law', header: pick(reportText.law), isRowHeader: true, cell: (law) => pick(lawText(law)) },
    ...lawStates.map((state): Column<LawReport> => ({
      id: state,
      header: pick(lawStateText[state]),
      align: 'end',
      cell: ({ states }) => number(states[state]),
    })),
  ]
  return (
    <Table caption={pick(reportText.laws)} isCaptionHidden columns={columns} rows={laws} rowKey={({ law }) => law} empty={t('nothing')} />
  )
}

function StageTable({ laws }: { laws: readonly LawReport[] }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  const number = useNumber()
  const columns: readonly Column<StageRow>[] = [
    {
      id: 'law',
      header: pick(reportText.law),
      isRowHeader: true,
      cell: ({ law, stage }) => pick(stageText(law, stage)),
    },
    { id: 'reports', header: pick(reportText.reports), align: 'end', cell: ({ stage }) => number(stage.reports) },
    ...stageStates.map((state): Column<StageRow> => ({
      id: state,
      header: pick(stageStateText[state]),
      align: 'end',
      cell: ({ stage }) => number(stage.states[state]),
    })),
  ]
  const rows = laws.flatMap((law) => law.stages.map((stage) => ({ law, stage })))
  return (
    <Table
      caption={pick(reportText.lateness)}
      isCaptionHidden
      columns={columns}
      rows={rows.filter(({ stage }) => Object.values(stage.states).some((count) => count > 0))}
      rowKey={({ law, stage }) => `${law.law}/${stage.stage}`}
      empty={t('nothing')}
    />
  )
}

function FactTable({ laws }: { laws: readonly LawReport[] }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  const number = useNumber()
  const counted = (id: string, header: string, of: (fact: FactCount) => number): Column<FactRow> => ({
    id,
    header,
    align: 'end',
    cell: ({ fact }) => number(of(fact)),
  })
  const columns: readonly Column<FactRow>[] = [
    { id: 'fact', header: pick(reportText.fact), isRowHeader: true, cell: ({ fact }) => pick(fact.label) },
    { id: 'law', header: pick(reportText.law), cell: ({ law }) => pick(lawText(law)) },
    counted('due', pick(reportText.decidedDue), ({ due }) => due),
    counted('notDue', pick(reportText.decidedNotDue), ({ notDue }) => notDue),
    counted('open', pick(reportText.leftOpen), ({ open }) => open),
  ]
  return (
    <Table
      caption={pick(reportText.facts)}
      isCaptionHidden
      columns={columns}
      rows={laws.flatMap((law) => law.facts.slice(0, mostFacts).map((fact) => ({ law, fact })))}
      rowKey={({ law, fact }) => `${law.law} ${fact.fact}`}
      empty={t('nothing')}
    />
  )
}
