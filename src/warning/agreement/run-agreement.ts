import { randomUUID } from 'node:crypto'
import { signAgreement, type ReleaseAgreement } from '#envelope/release-agreement.ts'
import { terminalPerson, unlockOwnKeys } from '#report/filer-session.ts'
import { agreedTlpLevels, factKinds } from '#rulebook/release-rules-schema.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { agreedTlpTexts, agreementText, factKindTexts } from './agreement-text.ts'

const address = '/api/v1/release-agreement'

type CurrentAgreement = { readonly agreement: ReleaseAgreement | null; readonly isInForce: boolean }

/** Prints to what the own operator agreed beforehand. */
export async function runAgreement(context: CommandContext): Promise<Outcome> {
  tell((await context.client.json(address, { retries: 3 })) as unknown as CurrentAgreement, context)
  return 'ok'
}

/** Signs an agreement with the own key and gives it. */
export async function runAgreementGive(context: CommandContext): Promise<Outcome> {
  const wanted = readWanted(context)
  const keys = await unlockOwnKeys(context, await terminalPerson(context.client))
  const agreedAt = context.clock.now().toString({ fractionalSecondDigits: 3 })
  const agreement = await signAgreement({ ...wanted, agreementId: randomUUID(), agreedAt }, keys.person.signing)
  const answer = await context.client.json(address, { method: 'POST', body: JSON.stringify(agreement) })
  tell(answer as unknown as CurrentAgreement, context)
  return 'ok'
}

/** Takes the agreement back. */
export async function runAgreementRevoke(context: CommandContext): Promise<Outcome> {
  await context.client.fetch(address, { method: 'DELETE' })
  if (context.json) context.print(JSON.stringify({ agreement: null, isInForce: false }))
  else context.print(`${agreementText.revoked[context.language]}\n${agreementText.revokedNote[context.language]}`)
  return 'ok'
}

function readWanted({ options }: CommandContext): Pick<ReleaseAgreement, 'facts' | 'tlp' | 'until'> {
  const given = [options['facts'] ?? []].flat()
  const facts = factKinds.filter((kind) => given.includes(kind))
  if (facts.length === 0 || facts.length !== new Set(given).size)
    throw new CommandError('usage', 'FACTS_WRONG', `Name what may go out: --facts, each one of ${factKinds.join(', ')}`)
  const tlp = agreedTlpLevels.find((level) => level === options['tlp'])
  if (tlp === undefined)
    throw new CommandError('usage', 'TLP_WRONG', `Name the widest marking: --tlp, one of ${agreedTlpLevels.join(', ')}`)
  return { facts, tlp, until: readUntil(options['until']) }
}

/** The day that is named still counts. */
function readUntil(text: unknown): string {
  try {
    const day = Temporal.PlainDate.from(typeof text === 'string' ? text : '')
    return day.add({ days: 1 }).toZonedDateTime('Asia/Tokyo').toInstant().toString({ fractionalSecondDigits: 3 })
  } catch (cause) {
    throw new CommandError('usage', 'UNTIL_WRONG', 'Name the last day: --until, a date such as 2027-03-31', { cause })
  }
}

function tell(current: CurrentAgreement, { json, print, language }: CommandContext): void {
  if (json) return print(JSON.stringify(current))
  const { agreement, isInForce } = current
  if (agreement === null) return print(agreementText.none[language])
  const lines = [
    `${agreementText.facts[language]}: ${agreement.facts.map((kind) => factKindTexts[kind][language]).join(' / ')}`,
    `${agreementText.tlp[language]}: ${agreedTlpTexts[agreement.tlp][language]}`,
    `${agreementText.until[language]}: ${agreement.until}`,
    ...(isInForce ? [] : [agreementText.runOut[language]]),
  ]
  print(lines.join('\n'))
}
