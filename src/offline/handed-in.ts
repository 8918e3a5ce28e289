/** What the server answers of a file that was handed in. Instants are ISO 8601 in UTC. */
export type HandedInAnswer = {
  readonly reportId: string
  readonly stage: string
  /** The instant that counts as that of filing. */
  readonly filedAt: string
  readonly receivedAt: string
  readonly reachedOfficerAt: string | null
  readonly digest: string
  readonly fileDigest: string
  readonly checkCode: string
}
