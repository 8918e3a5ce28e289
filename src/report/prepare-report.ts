import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { CodedError } from '#base/coded-error.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import type { PersonalKey } from '#envelope/personal-key.ts'
import { sealFiling, type DirectoryKey, type FilingDraft } from '#envelope/seal-filing.ts'
import type { OperatorIdentifiers } from '#operator/operator-identifiers.ts'
import type { AnswerProblem } from '#rulebook/answer-problem.ts'
import { checkAnswers, splitAnswers, type ReportStage } from '#rulebook/core-field.ts'
import { homeRulebook, allRulebooks } from '#rulebook/all-rulebooks.ts'
import { collectDenyTerms, termsToSeal, type DenyTerm } from './deny-terms.ts'
import { competentAuthorities, registeredFacts, type ListedAuthority } from './duties.ts'

/** Answers that cannot be filed, with every place. */
export class AnswersError extends CodedError<'ANSWERS_INVALID'> {
  readonly problems: readonly AnswerProblem[]

  constructor(problems: readonly AnswerProblem[]) {
    super('ANSWERS_INVALID', problems.map((problem) => `${problem.pointer}: ${problem.message.en}`).join('; '))
    this.problems = problems
  }
}

/** The own operator as the registry has it. */
export type OwnOperator = {
  readonly corporateNumber: string
  readonly name: string
  readonly sectors: readonly string[]
  readonly designations: readonly string[]
  /** By what texts may name it, as registered; absent where a kit was made before kits held it. */
  readonly identifiers?: OperatorIdentifiers
}

/** What the directory says: to whom a report is sealed. */
export type Directory = {
  readonly log: DirectoryKey
  readonly own: DirectoryKey
  /** The national recovery key. */
  readonly recovery: DirectoryKey
  /** The release gate, to which the words that must not get out are sealed; null where the directory lists none. */
  readonly gate?: DirectoryKey | null
  readonly authorities: readonly (ListedAuthority & DirectoryKey & { readonly name: { readonly ja: string; readonly en: string } })[]
}

/** What a report is made from. */
export type ReportDraft = {
  readonly answers: JsonValue
  readonly stage: ReportStage
  readonly reportId: string
  readonly incidentId: string
  /** The report that this one follows, or null for a first one. */
  readonly previousReportId: string | null
  /** Words found in the sealed answers that the filer does not mind to see in a warning. */
  readonly letPass?: readonly string[]
}

/** A report in its three parts, before it is sealed: what others may come to see, what routing needs, what only authorities read. */
export type PreparedReport = {
  readonly draft: ReportDraft
  readonly shareable: JsonObject
  readonly handling: JsonObject
  readonly sealed: JsonObject
  /** What must not get out, as it was found and written by hand, before the filer lets any of it pass. */
  readonly denyTerms: readonly DenyTerm[]
  readonly rulebook: { readonly id: string; readonly version: string }
  readonly recipients: Directory['authorities']
}

/**
 * Returns the report in its three parts with the authorities that it goes to; nothing leaves the machine yet.
 *
 * @throws {AnswersError} if an answer does not fit its field.
 */
export function prepareReport(draft: ReportDraft, from: { readonly operator: OwnOperator; readonly directory: Directory }): PreparedReport {
  const { operator, directory } = from
  const checked = checkAnswers(draft.answers, draft.stage)
  if (!checked.ok) throw new AnswersError(checked.problems)
  const prefilled = {
    'ent.id': operator.corporateNumber,
    'ent.name': operator.name,
    'ent.sector': operator.sectors,
    'ent.designations': operator.designations,
  }
  const parts = splitAnswers({ ...prefilled, ...checked.answers })
  // The server reads two parts alone; what it will reckon from them is what counts.
  const { authorities } = directory
  const { id, version } = homeRulebook()
  const facts = registeredFacts({ ...parts.handling, ...parts.shareable }, operator)
  return {
    ...parts,
    denyTerms: collectDenyTerms(parts),
    draft,
    rulebook: { id, version },
    recipients: competentAuthorities(facts, operator, { authorities, rulebooks: allRulebooks() }),
  }
}

/** For whom a report is sealed, by whom, and what goes with it. */
export type SealingOptions = {
  readonly directory: Directory
  readonly signer: PersonalKey
  readonly signerKeyId: string
  /** age identities of the own organisation, by key id: the sealed report is opened with the one that it was sealed for before it is sent. */
  readonly organisation?: ReadonlyMap<string, string>
  /** Attachments that were sealed for this report before it. */
  readonly enclosed?: NonNullable<FilingDraft['enclosed']>
}

/** Returns the prepared report sealed and signed. A retry must send these very bytes again. */
export function sealReport(prepared: PreparedReport, keys: SealingOptions): Promise<Filing> {
  const { draft, shareable, handling, sealed, rulebook, recipients } = prepared
  const { reportId, incidentId, previousReportId, stage } = draft
  const { gate } = keys.directory
  const enclosed = keys.enclosed === undefined ? {} : { enclosed: keys.enclosed }
  return sealFiling(
    { reportId, incidentId, previousReportId, stage, rulebook, handling, shareable, sealed, denyTerms: gateTerms(prepared), ...enclosed },
    {
      owner: keys.directory.own,
      authorities: recipients.map(directoryKey),
      log: directoryKey(keys.directory.log),
      recovery: directoryKey(keys.directory.recovery),
      gate: gate === undefined || gate === null ? null : directoryKey(gate),
      signer: keys.signer,
      signerKeyId: keys.signerKeyId,
      ownerIdentity: keys.organisation?.get(keys.directory.own.keyId),
    },
  )
}

/** Returns the words that the release gate gets with this report. */
export function gateTerms({ denyTerms, draft }: PreparedReport): readonly string[] {
  return termsToSeal(denyTerms, draft.letPass ?? [])
}

function directoryKey(key: DirectoryKey): DirectoryKey {
  return { keyId: key.keyId, recipient: key.recipient }
}
