import { useState, type ReactNode } from 'react'
import { utf8 } from '#base/bytes.ts'
import { rowsByLaw, rowsByMonth, rowsBySector, setsOf } from '#rulebook/simulation/chart-rows.ts'
import { simulationCsv } from '#rulebook/simulation/simulation-csv.ts'
import { simulationHtml } from '#rulebook/simulation/simulation-html.ts'
import { reportText } from '#rulebook/simulation/simulation-text.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { saveFile } from '#ui/save-file.ts'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/use-text.ts'
import { BarFigure } from './bar-figure.tsx'
import { ComparisonTables } from './comparison-tables.tsx'
import { FollowedIncidentView } from './followed-incident-view.tsx'
import { RuleSetTables } from './rule-set-tables.tsx'
import { rulebookCommandText } from './rulebook-command-text.ts'
import type { PageResult } from './simulate-in-browser.ts'
import { simulationPageText } from './simulation-page-text.ts'

/** What a run found: differences, charts with their tables, one incident to follow, files to save. */
export function SimulationResults({ result }: { result: PageResult }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  const { report, run } = result
  return (
    <section>
      <Heading level={2}>{t('results')}</Heading>
      <NotificationBanner tone="info" title={t('done', { count: report.incidents })} level={3} isLive>
        {run.source.kind === 'generated' && <p>{pick(reportText.notAForecast)}</p>}
      </NotificationBanner>
      {report.comparison !== null && <ComparisonTables comparison={report.comparison} />}
      <Figures result={result} />
      {setsOf(report).map((set, index) => (
        <RuleSetTables key={index === 0 ? 'rules' : 'against'} set={set} />
      ))}
      <FollowedIncidentView result={result} />
      <Files result={result} />
    </section>
  )
}

const allLaws = 'all'

function Figures({ result: { report } }: { result: PageResult }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  const [chosen, setChosen] = useState(allLaws)
  const byLaw = rowsByLaw(report)
  const law = byLaw.some(({ key }) => key === chosen) ? chosen : null
  const options = [{ value: allLaws, label: t('allLaws') }, ...byLaw.map(({ key, label }) => ({ value: key, label: pick(label) }))]
  return (
    <>
      <BarFigure caption={reportText.byLaw} head={reportText.law} rows={byLaw} />
      <div className="mt-8">
        <Select id="only-law" label={t('onlyLaw')} value={law ?? allLaws} onChange={setChosen} options={options} />
      </div>
      <BarFigure caption={reportText.byMonth} head={reportText.month} rows={rowsByMonth(report, law)} />
      <BarFigure caption={reportText.bySector} head={reportText.sector} rows={rowsBySector(report, law)} />
    </>
  )
}

function Files({ result: { report, run } }: { result: PageResult }): ReactNode {
  const t = useText(simulationPageText)
  const { language } = useLanguage()
  const [saved, setSaved] = useState<string | null>(null)
  const save = (name: string, content: string, type: string) => {
    saveFile(name, utf8(content), type)
    setSaved(name)
  }
  const { source } = run
  const isGenerated = source.kind === 'generated'
  const words = isGenerated
    ? rulebookCommandText.generated(source.count, source.seed, 2027)
    : rulebookCommandText.fromFiles(report.incidents, source.file.name)
  return (
    <section>
      <Heading level={3}>{t('files')}</Heading>
      <ButtonRow>
        <Button variant="secondary" onPress={() => save('noroshi-simulation.csv', simulationCsv(report), 'text/csv')}>
          {t('saveCsv')}
        </Button>
        <Button
          variant="secondary"
          onPress={() => save('noroshi-simulation.html', simulationHtml(report, { source: words, isGenerated }, language), 'text/html')}
        >
          {t('saveHtml')}
        </Button>
      </ButtonRow>
      <p role="status">{saved !== null && t('saved', { name: saved })}</p>
    </section>
  )
}
