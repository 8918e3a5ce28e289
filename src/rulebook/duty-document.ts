import { periodText } from '#calendar/calendar-text.ts'
import { allRulebooks } from './all-rulebooks.ts'
import type { ClockStart, Limit } from './law-schema.ts'
import type { Law, Rulebook } from './rulebook.ts'

/** Returns the path and the text of the page that lists every duty that the rulebooks state. */
export function dutyDocument(): readonly [path: string, text: string] {
  return ['docs/rulebook/duties.md', `${head}\n${allRulebooks().map(section).join('\n')}`]
}

const head = `# Duties

Written by \`./noroshi docs\` from \`src/rulebook/\`. “Compared” counts the conditions and stages that somebody has compared with the text of their clause;
the others are shown to people as not verified. Nothing here is legal advice.
`

function section(rulebook: Rulebook): string {
  const rows = rulebook.laws.map((law) => row(law, rulebook))
  return `## ${rulebook.name.en} (${rulebook.name.ja})

Rulebook \`${rulebook.id}\`, version ${rulebook.version}; days of ${rulebook.legal.zone}, ${rulebook.legal.calendar.name.en}.

| duty | law | state | stages | compared |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
${authoritySection(rulebook)}`
}

/** Returns what is asked of the authorities, or nothing where no rule is. */
function authoritySection(rulebook: Rulebook): string {
  const acts = rulebook.authorityDuties.flatMap(({ data }) =>
    data.acts.map((act) => {
      const limit = `${limitText(act.limit, rulebook)}${act.wherePossible ? ', where possible' : ''}`
      const rule = `${data.law.en}, ${act.clause.clause.en}`
      return `| \`${data.id}\` | ${act.name.en} | ${limit}, from receipt of ${act.from.received} | ${rule} | ${act.clause.verified ? 'yes' : 'no'} |`
    }),
  )
  const targets = rulebook.authorityTargets.map(
    ({ answers, name, limit, from }) =>
      `| for \`${answers.join('`, `')}\` | ${name.en} | ${limitText(limit, rulebook)}, from receipt of ${from.received} | target of service, not law | |`,
  )
  if (acts.length + targets.length === 0) return ''
  return `
Of the authority:

| duty | act | limit | rule | compared |
| --- | --- | --- | --- | --- |
${[...acts, ...targets].join('\n')}
`
}

function row(law: Law, rulebook: Rulebook): string {
  const { id, title, status, nature, validFrom, validTo } = law.data
  const stages = law.data.stages.map((stage) => {
    const limits = stage.limit === undefined ? (stage.byLane ?? []) : [{ lane: null, limit: stage.limit }]
    const texts = limits.map(({ lane, limit }) => `${lane === null ? '' : `${lane}: `}${limitText(limit, rulebook)}`)
    return `${stage.name.en}: ${texts.join(' / ')}, from ${startText(stage.from, rulebook)}`
  })
  const range = `${validFrom ?? 'no date'}${validTo === null ? '' : ` to ${validTo}`}`
  const state = `${status}${nature === 'voluntary' ? ', voluntary' : ''} (${range})`
  const clauses = [...law.rules, ...law.stages].map(({ clause }) => clause)
  const compared = `${clauses.filter(({ verified }) => verified).length} of ${clauses.length}`
  return `| \`${id}\`<br>${title.en} | ${law.data.law.en} | ${state} | ${stages.join('<br>')} | ${compared} |`
}

function limitText(limit: Limit, rulebook: Rulebook): string {
  return (limit.unit === 'promptly' ? limit.text : periodText(limit, rulebook.legal.calendar.name)).en.replace(/ \(.*$/u, '')
}

function startText(from: ClockStart, rulebook: Rulebook): string {
  if (typeof from !== 'string') return `the ${from.version} ${from.report} report`
  return rulebook.clockEvents.get(from)?.name.en ?? from
}
