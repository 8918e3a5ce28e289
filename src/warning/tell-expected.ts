import type { LocalText } from '#base/language.ts'
import { gateTerms, type OwnOperator, type PreparedReport } from '#report/prepare-report.ts'
import { describeAnswer } from '#rulebook/describe-answer.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { sharingTerms } from '#rulebook/sharing-terms.ts'
import type { CommandContext } from '#runtime/command.ts'
import { expectedAgreement, type CurrentAgreement } from './agreement/expected-agreement.ts'
import { compareRelease, type ComparedValue, type SeenForm } from './compare-release.ts'
import { expectWarning, type ExpectedJudgement } from './expect-warning.ts'
import { expectedText } from './expected-text.ts'
import { findingTexts } from './gate/gate-text.ts'
import type { Agreed } from './gate/under-agreement.ts'
import { actionTexts, happeningText, warningTitle } from './warning-text.ts'

const shownRows = 200
const askingMs = 5_000

/**
 * Says at a terminal what others would get of a report that is not sent yet, beside what was typed; with `--preview` on standard output, and with `--json`
 * as JSON, which holds the words that must not get out too.
 */
export async function tellExpected(prepared: PreparedReport, operator: OwnOperator, context: CommandContext): Promise<void> {
  const current = await askAgreement(prepared, context)
  const agreed = expectedAgreement(current, { rulebooks: allRulebooks(), sectors: operator.sectors, now: context.clock.now() })
  const judgement = judged(prepared, { operator, agreed }, context)
  const words = textOf(prepared, judgement, agreementNote(prepared, { agreed, isKnown: current !== null }))
  const content = judgement.verdict === 'nothing' ? null : judgement.content
  if (context.options['preview'] !== true) context.say(words)
  else if (context.json)
    context.print(
      JSON.stringify({
        verdict: judgement.verdict,
        content,
        reasons: judgement.reasons,
        shareable: prepared.shareable,
        denyList: gateTerms(prepared),
      }),
    )
  else context.print(words[context.language])
}

/** Asks the server to what the operator agreed, where that matters; null where it cannot be asked: the preview needs no network. */
async function askAgreement({ handling }: PreparedReport, { client, options }: CommandContext): Promise<CurrentAgreement | null> {
  if (sharingTerms(handling).consent !== 'unknown' || options['offline'] === true) return null
  try {
    return (await client.json('/api/v1/release-agreement', { signal: AbortSignal.timeout(askingMs) })) as unknown as CurrentAgreement
  } catch {
    return null
  }
}

function judged(
  prepared: PreparedReport,
  { operator, agreed }: { readonly operator: OwnOperator; readonly agreed: Agreed | null },
  { clock }: CommandContext,
): ExpectedJudgement {
  const work = expectWarning(prepared, { operator, agreed, now: clock.now(), newId: () => crypto.randomUUID() })
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

/** Says that an agreement counts where the report itself says nothing, or that nobody knows here whether there is one. */
function agreementNote(
  { handling }: PreparedReport,
  { agreed, isKnown }: { readonly agreed: Agreed | null; readonly isKnown: boolean },
): LocalText | null {
  if (sharingTerms(handling).consent !== 'unknown') return null
  if (agreed !== null) return expectedText.asAgreed
  return isKnown ? null : expectedText.agreementUnknown
}

function textOf(prepared: PreparedReport, judgement: ExpectedJudgement, note: LocalText | null): LocalText {
  const inLanguage = (language: keyof LocalText) =>
    [...linesOf(prepared, judgement, language), ...(note === null ? [] : [note[language]])].join('\n')
  return { ja: inLanguage('ja'), en: inLanguage('en') }
}

function linesOf(prepared: PreparedReport, judgement: ExpectedJudgement, language: keyof LocalText): string[] {
  const content = judgement.verdict === 'nothing' ? null : judgement.content
  const verdict = judgement.verdict === 'hold' && content === null ? 'holdNothing' : judgement.verdict
  const whole = judgement.reasons.filter(({ effect }) => effect === 'holds' || effect === 'ends')
  const rows = compareRelease(prepared.shareable, { content, reasons: judgement.reasons })
  const terms = gateTerms(prepared)
  return [
    `■ ${expectedText[verdict][language]}`,
    ...whole.map(({ code }) => `  - ${findingTexts[code][language]}`),
    ...(content === null ? [] : [warningTitle(content)[language], happeningText(content.happening)[language]]),
    ...(content?.actions.map((action, index) => `  ${index + 1}. ${actionTexts[action][language]}`) ?? []),
    `■ ${expectedText.compare[language]}`,
    ...rows.slice(0, shownRows).map((row) => rowLine(row, language)),
    ...(rows.length > shownRows ? [`  … +${rows.length - shownRows}`] : []),
    `■ ${expectedText.keptIn[language]}`,
    terms.length === 0 ? `  ${expectedText.keptInNone[language]}` : `  ${terms.join(' / ')}`,
    expectedText.gateKnowsMore[language],
  ]
}

function rowLine(row: ComparedValue, language: keyof LocalText): string {
  const typed = describeAnswer(row.field, row.typed, 'Asia/Tokyo')[language]
  const seen = row.seen.map((form) => formWords(form, row, language)).join(', ')
  const why = row.because.map((code) => findingTexts[code][language]).join(' ')
  const reason = row.fate === 'out' ? '' : why === '' ? expectedText.notOnList[language] : why
  return `  ${row.field.label[language]}: ${typed} → ${[expectedText[row.fate][language], seen, reason].filter((part) => part !== '').join(' / ')}`
}

function formWords(form: SeenForm, { field }: ComparedValue, language: keyof LocalText): string {
  switch (form.kind) {
    case 'answer':
      return describeAnswer(field, form.value, 'Asia/Tokyo')[language]
    case 'indicator':
      return form.value
    case 'technique':
      return form.id
    case 'groups':
      return form.codes.join(', ')
  }
}
