import { writeFile } from 'node:fs/promises'
import type { Language } from '#base/language.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { formatSpan } from '#ui/format-time.ts'
import { formatDue } from './format-due.ts'
import { obligationStateNames } from './obligation-text.ts'
import { owedCommandText } from './owed-command-text.ts'
import type { OwedEntries, OwedEntry } from './owed-entry.ts'

/** Prints every open stage, or writes the calendar file that `--ics` names. */
export async function runOwed(context: CommandContext): Promise<Outcome> {
  const { ics } = context.options
  return typeof ics === 'string' ? writeCalendar(ics, context) : printOwed(context)
}

async function writeCalendar(path: string, { client, language, json, print, say }: CommandContext): Promise<Outcome> {
  const response = await client.fetch(`/api/v1/obligations.ics?lang=${language}`, { retries: 3 })
  const text = await response.text()
  await writeFile(path, text, { mode: 0o600 }).catch((cause: unknown) => {
    throw new CommandError('failed', 'FILE_UNWRITABLE', `Cannot write ${path}`, { cause })
  })
  if (json) print(JSON.stringify({ file: path, entries: text.split('BEGIN:VEVENT').length - 1 }))
  else say(owedCommandText.written(path))
  return 'ok'
}

async function printOwed(context: CommandContext): Promise<Outcome> {
  const { entries, now } = await readOwed(context)
  if (context.json) {
    context.print(JSON.stringify({ obligations: entries, now }))
    return 'ok'
  }
  if (entries.length === 0) context.say(owedCommandText.nothing)
  for (const entry of entries) context.print(linesOf(entry, { language: context.language, now: Temporal.Instant.from(now) }).join('\n'))
  return 'ok'
}

/** Fetches every page; an operator's list leaves out what authorities owe to it. */
async function readOwed({ client }: CommandContext): Promise<{ entries: readonly OwedEntry[]; now: string }> {
  const session = (await client.json('/api/v1/session', { retries: 3 })) as unknown as { organisation?: { kind: string } }
  const party = session.organisation?.kind === 'operator' ? '&party=operator' : ''
  const entries: OwedEntry[] = []
  for (let after = ''; ;) {
    const page = (await client.json(`/api/v1/obligations?limit=200${party}${after}`, { retries: 3 })) as unknown as OwedEntries
    entries.push(...page.obligations)
    if (page.next === null) return { entries, now: page.now }
    after = `&after=${encodeURIComponent(page.next)}`
  }
}

type Wording = { readonly language: Language; readonly now: Temporal.Instant }

function linesOf(entry: OwedEntry, { language, now }: Wording): readonly string[] {
  const { dueAt, title, name, state, incidentId, reporting, explanation } = entry
  const recipients = (one: Language) => reporting?.recipients.map((text) => text[one]).join(one === 'ja' ? '、' : ', ') ?? ''
  return [
    `■ ${title[language]}${language === 'ja' ? '：' : ': '}${name[language]}  [${obligationStateNames[state][language]}]`,
    ...(dueAt === null ? [] : [`  ${dueWords(Temporal.Instant.from(dueAt), { language, now })}`]),
    `  ${owedCommandText.incident[language]} ${incidentId}  ${entry.law} ${entry.stage}`,
    ...explanation.map((text) => `  ${text[language]}`),
    ...(reporting?.isHere === false ? [`  ${owedCommandText.elsewhere({ ja: recipients('ja'), en: recipients('en') })[language]}`] : []),
    '',
  ]
}

function dueWords(dueAt: Temporal.Instant, { language, now }: Wording): string {
  const span = formatSpan(now, dueAt, language)
  const isPast = Temporal.Instant.compare(now, dueAt) > 0
  return `${formatDue(dueAt, language)}  ${(isPast ? owedCommandText.passed(span) : owedCommandText.left(span))[language]}`
}
