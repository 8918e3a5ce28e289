import type { JsonObject } from '#base/canonical-json.ts'
import type { SealingDirectory } from '#authority/sealing-directory.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import type { UnlockedKeys } from '#identity/unlock-keys.ts'
import type { ListedKey } from '#key-directory/current-keys.ts'
import { prepareReport, sealReport } from '#report/prepare-report.ts'

/** An operator as the registry shows it to an officer who takes a call. */
export type FoundOperator = {
  readonly organisationId: string
  readonly corporateNumber: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly sectors: readonly string[]
  readonly designations: readonly string[]
  /** Registered numbers to call back on, in the order in which they are tried. */
  readonly numbers: readonly string[]
  readonly key: ListedKey
}

/** For whom a notice is sealed, and by whom. */
export type NoticeSealing = {
  readonly operator: FoundOperator
  readonly directory: SealingDirectory
  /** The officer's own authority, which reads it besides those that the law names. */
  readonly authorityId: string
  readonly keys: UnlockedKeys
}

/**
 * Returns what an officer wrote down in a call as a first report of the operator: sealed to the authorities, the operator, the log and recovery as every
 * report is, and signed by the officer.
 *
 * @throws {DirectoryError} `KEY_NOT_LISTED` if the operator's key is not what the directory lists; {@link AnswersError} if an answer does not fit.
 */
export async function sealNotice(answers: JsonObject, { operator, directory, authorityId, keys }: NoticeSealing): Promise<Filing> {
  const own = directory.confirm(operator.key)
  const draft = {
    answers,
    stage: 'initial',
    reportId: crypto.randomUUID(),
    incidentId: crypto.randomUUID(),
    previousReportId: null,
  } as const
  const prepared = prepareReport(draft, { operator: { ...operator, name: operator.name.ja }, directory })
  const isNamed = prepared.recipients.some(({ organisationId }) => organisationId === authorityId)
  const ownAuthority = directory.authorities.filter(({ organisationId }) => !isNamed && organisationId === authorityId)
  const recipients = [...prepared.recipients, ...ownAuthority]
  return sealReport({ ...prepared, recipients }, { directory: { ...directory, own }, signer: keys.person, signerKeyId: keys.personKeyId })
}
