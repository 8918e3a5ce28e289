import { useMemo, useState, type ReactNode } from 'react'
import { utf8 } from '#base/bytes.ts'
import type { LocalText } from '#base/language.ts'
import { followIncident, type FollowedIncident, type FollowedLaw } from '#rulebook/simulation/explain-incident.ts'
import { readIncidentLine } from '#rulebook/simulation/read-incident.ts'
import { lawsOf } from '#rulebook/simulation/rule-set.ts'
import { createSimulation } from '#rulebook/simulation/simulate.ts'
import { lawText, reportText, stageStateText } from '#rulebook/simulation/simulation-text.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { OutsideText } from '#ui/outside-text.tsx'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/use-text.ts'
import { DutyReasons, DutyStages, VerdictBadge } from './assessed-duty.tsx'
import type { PageResult } from './simulate-in-browser.ts'
import { simulationPageText } from './simulation-page-text.ts'

/** Incidents that can be chosen from the list. */
const mostOptions = 400

/** Lets the person choose one incident, and shows what each rule set makes of it, with reasons. */
export function FollowedIncidentView({ result }: { result: PageResult }): ReactNode {
  const t = useText(simulationPageText)
  const [id, setId] = useState<string | null>(null)
  const ids = useMemo(() => optionsOf(result), [result])
  const options = ids.map((value) => ({
    value,
    label: value,
    group: result.differing.size === 0 ? undefined : t(result.differing.has(value) ? 'differing' : 'others'),
  }))
  return (
    <section>
      <Heading level={3}>{t('follow')}</Heading>
      <p className="mb-4">{t('followLead')}</p>
      <Select id="follow" label={t('followChoose')} value={id} onChange={setId} options={options} />
      {id !== null && <Followed key={id} result={result} id={id} />}
    </section>
  )
}

function optionsOf({ lines, differing }: PageResult): readonly string[] {
  const others = [...lines.keys()].filter((id) => !differing.has(id))
  return [...differing, ...others].slice(0, mostOptions)
}

function Followed({ result, id }: { result: PageResult; id: string }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  const line = result.lines.get(id) ?? ''
  const followed = useMemo(() => follow(result, line), [result, line])
  if (followed === null) return null
  const { against, differences } = followed
  return (
    <div className="my-6" data-testid="followed">
      <Disclosure summary={t('facts')}>
        <OutsideText text={JSON.stringify(JSON.parse(line), null, 1)} isCode />
      </Disclosure>
      {against !== null && differences.length === 0 && <p>{pick(reportText.nothingDiffers)}</p>}
      <div className={against === null ? '' : 'grid gap-8 desktop:grid-cols-2'}>
        <Side name={reportText.rules} laws={followed.rules} />
        {against !== null && <Side name={reportText.against} laws={against} />}
      </div>
    </div>
  )
}

function follow({ run }: PageResult, line: string): FollowedIncident | null {
  const { rules, against } = run
  const read = readIncidentLine(utf8(line), 1, lawsOf(against === null ? [rules] : [rules, against]))
  if (!('incident' in read)) return null
  return followIncident(createSimulation({ rules, against, delays: null }).add(read), against !== null)
}

function Side({ name, laws }: { name: LocalText; laws: readonly FollowedLaw[] }): ReactNode {
  const t = useText(simulationPageText)
  const { pick } = useLanguage()
  return (
    <div>
      <Heading level={4}>{pick(name)}</Heading>
      {laws.length === 0 && <p>{t('noDuty')}</p>}
      <ul className="grid gap-4">
        {laws.map((law) => (
          <li key={law.obligation.id} className="rounded-12 border border-solid-gray-420 p-4">
            <LawCard law={law} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function LawCard({ law: { obligation, stages } }: { law: FollowedLaw }): ReactNode {
  const { pick } = useLanguage()
  return (
    <>
      <p className="flex flex-wrap items-center gap-3">
        <VerdictBadge verdict={obligation.verdict} />
        <strong>{pick(lawText({ law: obligation.id, title: obligation.title }))}</strong>
      </p>
      <p className="my-2">{pick(obligation.summary)}</p>
      <DutyStages stages={obligation.stages} />
      <ul className="my-3 list-disc ps-6">
        {stages.map(({ stage, state, filedAt }) => (
          <li key={stage}>
            {`${pick(obligation.stages.find((one) => one.stage === stage)?.name ?? { ja: stage, en: stage })}: ${pick(stageStateText[state])} `}
            {filedAt !== null && <InstantText at={filedAt} />}
          </li>
        ))}
      </ul>
      <DutyReasons reasons={obligation.reasons} withFacts />
    </>
  )
}
