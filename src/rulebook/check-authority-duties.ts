import type { AuthorityExample, AuthorityTarget } from './authority-duty-schema.ts'
import type { RulebookFinding } from './rulebook-finding.ts'
import { decideAuthorityDuties } from './decide-authority-duties.ts'
import { exampleText, plainInstant, readableInstant, readExampleFacts } from './check-example.ts'
import type { AuthorityDuty, Rulebook } from './rulebook.ts'
import { pointerTo } from '#base/json-object.ts'
import { satisfiable } from './satisfiable.ts'
import { strangerText } from './stranger-text.ts'

type Path = readonly (string | number)[]
type Fault = Pick<RulebookFinding, 'code' | 'message'> & { readonly path: Path }

/** Returns every fault of what one data file asks of an authority: clocks that never start, conditions that never hold, examples that do not. */
export function checkAuthorityDuty(duty: AuthorityDuty, rulebook: Rulebook, file: string): RulebookFinding[] {
  const { answers, acts, examples } = duty.data
  return placed(file, [
    ...acts.flatMap((act, index) => checkReceipt({ answers, from: act.from }, rulebook, ['acts', index, 'from'])),
    ...checkAnswers(answers, rulebook, ['answers']),
    ...checkConditions(duty),
    ...examples.flatMap((example, index) =>
      checkExample(duty, rulebook, example).map((fault) => ({ ...fault, path: ['examples', index, ...fault.path] })),
    ),
  ])
}

/** Returns every fault of the targets of service that the head states. */
export function checkAuthorityTargets(rulebook: Rulebook, file: string): RulebookFinding[] {
  const faults = rulebook.authorityTargets.flatMap((target, index) => {
    const path = ['authorityTargets', index]
    return [...checkAnswers(target.answers, rulebook, [...path, 'answers']), ...checkReceipt(target, rulebook, [...path, 'from'])]
  })
  return placed(file, faults)
}

function placed(file: string, faults: readonly Fault[]): RulebookFinding[] {
  return faults.map(({ code, message, path }) => ({ code, message, file, pointer: path.reduce<string>(pointerTo, '') }))
}

function checkAnswers(answers: readonly string[], { laws }: Rulebook, path: Path): Fault[] {
  const known = [...new Set(laws.map(({ data }) => data.id))]
  return answers.flatMap((duty, index): Fault[] => {
    if (known.includes(duty)) return []
    return [
      {
        code: 'RULEBOOK_REFERENCE',
        path: [...path, index],
        message: strangerText('duty of operators', duty, known),
      },
    ]
  })
}

function checkReceipt({ answers, from }: Pick<AuthorityTarget, 'answers' | 'from'>, { laws }: Rulebook, path: Path): Fault[] {
  const answered = laws.filter(({ data }) => answers.includes(data.id))
  const stages = [...new Set(answered.flatMap((law) => law.stages.map(({ stage }) => stage)))]
  if (answered.length === 0 || stages.includes(from.received)) return []
  const message = `the clock never starts: "${from.received}" is no stage of what it answers, expected one of: ${stages.join(', ')}`
  return [{ code: 'STAGE_NEVER_STARTS', path, message }]
}

function checkConditions({ acts }: AuthorityDuty): Fault[] {
  return acts.flatMap(({ condition }, index): Fault[] => {
    if (condition === null) return []
    const path = ['acts', index, 'if']
    if (satisfiable([{ condition, wanted: true }]) === 'no')
      return [{ code: 'RULE_NEVER_HOLDS', path, message: 'no facts make this condition true; expected one that can hold' }]
    if (satisfiable([{ condition, wanted: false }]) !== 'no') return []
    return [{ code: 'RULE_ALWAYS_HOLDS', path, message: 'no facts make this condition false; expected one that can fail, or none at all' }]
  })
}

/** The duty is decided alone, as if it were law in force. */
function checkExample(duty: AuthorityDuty, rulebook: Rulebook, example: AuthorityExample): Fault[] {
  const { read, mismatches } = readExampleFacts(example.facts)
  const alone = { ...rulebook, authorityTargets: [], authorityDuties: [{ ...duty, data: { ...duty.data, status: 'proposed' as const } }] }
  const found = new Map(
    decideAuthorityDuties(read, alone, { includeProposed: true }).map(({ act, dueAt }) => [act.id, dueAt?.toString() ?? 'null']),
  )
  const wanted = new Map(Object.entries(example.expect.acts).map(([id, at]) => [id, at === null ? 'null' : plainInstant(at)]))
  const wrong = [...new Set([...found.keys(), ...wanted.keys()])].flatMap((id): Fault[] => {
    const [want, have] = [wanted, found].map((instants) => instants.get(id) ?? 'no such act')
    if (want === have) return []
    return [
      {
        code: 'EXAMPLE_WRONG',
        path: ['expect', 'acts', id],
        message: exampleText(example, { expected: readableInstant(want ?? ''), found: have ?? '' }),
      },
    ]
  })
  const unread = mismatches.map((mismatch): Fault => ({
    code: 'EXAMPLE_WRONG',
    path: mismatch.path,
    message: exampleText(example, mismatch),
  }))
  return [...unread, ...wrong]
}
