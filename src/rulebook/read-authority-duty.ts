import { pointerTo } from '#base/json-object.ts'
import type { AuthorityDutyData, AuthorityTarget } from './authority-duty-schema.ts'
import { compileCondition } from './condition.ts'
import type { ClauseReference } from './law-schema.ts'
import type { LawContext } from './read-law.ts'
import { readLawValidity, refuseRepeated } from './read-validity.ts'
import { refuseCommonStrangers, type Path } from './refuse-strangers.ts'
import { rulebookFault } from './rulebook-error.ts'
import { strangerText } from './stranger-text.ts'
import type { RulebookHead } from './rulebook-head-schema.ts'
import type { AuthorityDuty } from './rulebook.ts'

/**
 * Returns the duty of an authority that a data file of the right shape states, with its conditions compiled.
 *
 * @param file Name of the data file, for the errors, which are those of `loadRulebook`.
 */
export function readAuthorityDuty(
  context: LawContext,
  file: string,
  data: AuthorityDutyData,
): { readonly file: string; readonly duty: AuthorityDuty } {
  refuseStrangers(context.head, data, file)
  refuseRepeated(
    file,
    'acts',
    data.acts.map(({ id }) => id),
  )
  const validity = readLawValidity(data, context.head.zone.id, file)
  const acts = data.acts.map((act, index) => {
    const place = { file, pointer: pointerTo(pointerTo(pointerTo('', 'acts'), index), 'if') }
    return { ...act, condition: act.if === undefined ? null : compileCondition(act.if, context.vocabulary, place) }
  })
  return { file, duty: { data, acts, ...validity } }
}

function refuseStrangers(head: RulebookHead, data: AuthorityDutyData, file: string): void {
  refuseCommonStrangers(head, { ...data, clauses: clausesOf(data) }, (code, path, message) => rulebookFault(code, { file, path }, message))
  for (const [path, recipient] of [
    ...partiesAt(['bound'], data.bound),
    ...data.acts.flatMap((act, at) => partiesAt(['acts', at, 'to'], act.to)),
  ]) {
    refuseStrangeRecipient(head, recipient, { file, path })
  }
}

function clausesOf(data: AuthorityDutyData): [Path, ClauseReference][] {
  const lists = (['bound', 'acts', 'notes'] as const).flatMap((list) =>
    data[list].map((entry, index): [Path, ClauseReference] => [[list, index, 'clause'], entry.clause]),
  )
  const counting = data.acts.flatMap((act, index) =>
    act.counting.map((clause, at): [Path, ClauseReference] => [['acts', index, 'counting', at], clause]),
  )
  return [...lists, ...counting]
}

type Party = AuthorityTarget['to'][number]

function partiesAt(path: Path, parties: readonly Party[]): [Path, string | null][] {
  return parties.map(({ recipient }, index) => [[...path, index, 'recipient'], recipient])
}

function refuseStrangeRecipient(head: RulebookHead, recipient: string | null, at: { readonly file: string; readonly path: Path }): void {
  if (recipient === null || head.recipients.some(({ code }) => code === recipient)) return
  const known = head.recipients.map(({ code }) => code)
  throw rulebookFault('RULEBOOK_REFERENCE', at, strangerText('recipient', recipient, known))
}

/**
 * Returns the targets of service that the head states.
 *
 * @param file Name of the head's data file, for the errors.
 */
export function readAuthorityTargets(head: RulebookHead, file: string): readonly AuthorityTarget[] {
  const targets = head.authorityTargets ?? []
  for (const [index, target] of targets.entries()) {
    const path = ['authorityTargets', index]
    const parties = [...partiesAt([...path, 'bound'], target.bound), ...partiesAt([...path, 'to'], target.to)]
    for (const [inner, recipient] of parties) refuseStrangeRecipient(head, recipient, { file, path: inner })
  }
  refuseRepeated(
    file,
    'authorityTargets',
    targets.flatMap(({ id, answers }) => answers.map((duty) => `${duty}/${id}`)),
  )
  return targets
}
