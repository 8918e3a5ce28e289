import { pointerTo } from '#base/json-object.ts'
import { checkExample, exampleText } from './check-example.ts'
import { checkAuthorityDuty, checkAuthorityTargets } from './check-authority-duties.ts'
import type { Condition } from './condition.ts'
import type { LawData } from './law-schema.ts'
import { headFile, loadRulebook, type RulebookFiles } from './load-rulebook.ts'
import { RulebookError } from './rulebook-error.ts'
import { checkReleaseRules } from './release-rules.ts'
import type { RulebookFinding, RulebookFindingCode } from './rulebook-finding.ts'
import type { Law, Rulebook } from './rulebook.ts'
import { satisfiable, type Wish } from './satisfiable.ts'

/** What a check found; `rulebook` is null where the files do not load. */
export type RulebookCheck = {
  readonly rulebook: Rulebook | null
  readonly findings: readonly RulebookFinding[]
  /** Worked examples that were tried. */
  readonly examples: number
}

/**
 * Returns every fault of the rulebook that `files` state: those that keep it from loading, file by file, and then rules that never fire or
 * always do, lanes and stages that cannot be reached, gaps between versions, texts in the wrong language, and worked examples that do not hold.
 */
export function checkRulebook(files: RulebookFiles): RulebookCheck {
  const whole = load(files)
  if (whole.rulebook === null) return { rulebook: null, findings: faultsByFile(files, whole.findings), examples: 0 }
  const { rulebook } = whole
  const byData = new Map(Object.entries(files.laws).map(([file, data]) => [data, file]))
  const withFile = <Stated extends { readonly data: { readonly id: string } }>(law: Stated) => ({
    law,
    file: byData.get(law.data) ?? law.data.id,
  })
  const laws = rulebook.laws.map(withFile)
  const duties = rulebook.authorityDuties.map(withFile)
  return {
    rulebook,
    findings: [
      ...laws.flatMap((entry) => checkLaw(rulebook, entry)),
      ...duties.flatMap(({ law, file }) => checkAuthorityDuty(law, rulebook, file)),
      ...checkAuthorityTargets(rulebook, headFile),
      ...checkReleaseRules(rulebook, headFile),
      ...checkTexts([headFile, files.head]),
      ...checkVersions([...laws, ...duties]),
      ...Object.entries(files.laws).flatMap(checkTexts),
    ],
    examples: [...rulebook.laws, ...rulebook.authorityDuties].reduce((sum, { data }) => sum + data.examples.length, 0),
  }
}

type Loaded = { readonly rulebook: Rulebook | null; readonly findings: readonly RulebookFinding[] }

function load(files: RulebookFiles): Loaded {
  try {
    return { rulebook: loadRulebook(files), findings: [] }
  } catch (error) {
    if (!(error instanceof RulebookError)) throw error
    const { file, pointer } = error.place ?? { file: '', pointer: '' }
    const place = `${file}${pointer}: `
    const message = error.message.startsWith(place) ? error.message.slice(place.length) : error.message
    return { rulebook: null, findings: [{ code: error.code, file, pointer, message }] }
  }
}

/** Each law is tried alone, so that one fault does not hide the others; where only the whole has a fault, that one counts. */
function faultsByFile(files: RulebookFiles, whole: readonly RulebookFinding[]): readonly RulebookFinding[] {
  const bare = load({ ...files, laws: {} })
  if (bare.rulebook === null) return bare.findings
  const single = Object.entries(files.laws).flatMap(([file, law]) => load({ ...files, laws: { [file]: law } }).findings)
  return single.length > 0 ? single : whole
}

type LawFile = { readonly law: Law; readonly file: string }

function checkLaw(rulebook: Rulebook, { law, file }: LawFile): RulebookFinding[] {
  const finding = (code: RulebookFindingCode, path: readonly (string | number)[], message: string): RulebookFinding => ({
    code,
    file,
    pointer: path.reduce<string>(pointerTo, ''),
    message,
  })
  return [...checkConditions(law, finding), ...checkReach(law, finding), ...checkExamples(law, rulebook, finding)]
}

type Report = (code: RulebookFindingCode, path: readonly (string | number)[], message: string) => RulebookFinding

function checkConditions(law: Law, finding: Report): RulebookFinding[] {
  const boundCount = law.data.bound.length
  const rules = law.rules.map(({ condition }, index): [(string | number)[], Condition] => [
    index < boundCount ? ['bound', index, 'if'] : ['trigger', index - boundCount, 'if'],
    condition,
  ])
  const others = (['lanes', 'stages', 'forms'] as const).flatMap((list) =>
    law[list].flatMap(({ condition }, index): [(string | number)[], Condition][] =>
      condition === null ? [] : [[[list, index, 'if'], condition]],
    ),
  )
  return [...rules, ...others].flatMap(([path, condition]) => {
    if (satisfiable([{ condition, wanted: true }]) === 'no') {
      return [finding('RULE_NEVER_HOLDS', path, 'no facts make this condition true; expected one that can hold')]
    }
    if (satisfiable([{ condition, wanted: false }]) === 'no') {
      return [finding('RULE_ALWAYS_HOLDS', path, 'no facts make this condition false; expected one that can fail, or none at all')]
    }
    return []
  })
}

function checkReach(law: Law, finding: Report): RulebookFinding[] {
  const due: Wish[] = law.rules.map(({ condition }) => ({ condition, wanted: true }))
  if (satisfiable(due) === 'no')
    return [finding('DUTY_NEVER_DUE', ['trigger'], 'the conditions exclude each other, so the duty is never due')]
  const findings: RulebookFinding[] = []
  const before: Wish[] = []
  for (const [index, { id, condition }] of law.lanes.entries()) {
    const own: Wish[] = condition === null ? [] : [{ condition, wanted: true }]
    if (satisfiable([...due, ...before, ...own]) === 'no') {
      findings.push(finding('LANE_NEVER_REACHED', ['lanes', index], `the lane "${id}" is never reached where the duty is due`))
    }
    if (condition !== null) before.push({ condition, wanted: false })
  }
  for (const [index, { stage, condition }] of law.stages.entries()) {
    if (condition === null || satisfiable([...due, { condition, wanted: true }]) !== 'no') continue
    findings.push(finding('STAGE_NEVER_STARTS', ['stages', index, 'if'], `the stage "${stage}" never exists where the duty is due`))
  }
  return findings
}

function checkExamples(law: Law, rulebook: Rulebook, finding: Report): RulebookFinding[] {
  const verdicts = new Set(law.data.examples.map(({ expect }) => expect.verdict))
  const lacking = (['due', 'not-due'] as const).filter((verdict) => !verdicts.has(verdict))
  return [
    ...lacking.map((verdict) => finding('EXAMPLE_MISSING', ['examples'], `expected a worked example whose verdict is "${verdict}"`)),
    ...law.data.examples.flatMap((example, index) =>
      checkExample(law, rulebook, example).map((mismatch) =>
        finding('EXAMPLE_WRONG', ['examples', index, ...mismatch.path], exampleText(example, mismatch)),
      ),
    ),
  ]
}

type Version = { readonly data: Pick<LawData, 'id' | 'status' | 'validFrom' | 'validTo'> }
type VersionFile = { readonly law: Version; readonly file: string }

/** Versions of one duty follow each other without a gap, and one that ends as law in force is followed by another. */
function checkVersions(laws: readonly VersionFile[]): RulebookFinding[] {
  const dated = laws.filter(({ law }) => law.data.status !== 'proposed')
  return [...Map.groupBy(dated, ({ law }) => law.data.id).values()].flatMap((versions) => {
    const inOrder = versions.toSorted((left, right) => (left.law.data.validFrom ?? '').localeCompare(right.law.data.validFrom ?? ''))
    return inOrder.flatMap(({ law, file }, index): RulebookFinding[] => {
      const { status, validTo } = law.data
      const next = inOrder[index + 1]?.law.data.validFrom
      const place = { code: 'VALIDITY_GAP', file, pointer: '/validTo' } as const
      if (status === 'repealed' && validTo === null) return [{ ...place, message: 'expected the day on which the law was repealed' }]
      if (validTo === null || (next === undefined && status === 'repealed') || next === validTo) return []
      const then = next === undefined ? 'nothing follows' : `the next version begins on ${next}`
      return [{ ...place, message: `the law ends on ${validTo} and ${then}; expected a version from that day, or status "repealed"` }]
    })
  })
}

const japanese = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u

function checkTexts([file, data]: [string, unknown]): RulebookFinding[] {
  return everyText(data, '').flatMap(({ pointer, ja, en }): RulebookFinding[] => {
    if (japanese.test(en)) return [{ code: 'TEXT_LANGUAGE', file, pointer: `${pointer}/en`, message: 'expected English, found Japanese' }]
    if (ja.trim() !== '' && en.trim() !== '') return []
    return [{ code: 'TEXT_LANGUAGE', file, pointer, message: 'expected a text in both languages' }]
  })
}

type PlacedText = { readonly pointer: string; readonly ja: string; readonly en: string }

function everyText(value: unknown, pointer: string): PlacedText[] {
  if (typeof value !== 'object' || value === null) return []
  if ('ja' in value && 'en' in value) return [{ pointer, ja: String(value.ja), en: String(value.en) }]
  return Object.entries(value).flatMap(([key, inner]) => everyText(inner, pointerTo(pointer, key)))
}
