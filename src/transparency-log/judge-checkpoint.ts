import type { Checkpoint } from './checkpoint.ts'
import { LogError } from './log-error.ts'
import { openCheckpoint, signedByLog, type OpenedCheckpoint } from './open-checkpoint.ts'
import { isQuorum, type Policy } from './policy.ts'
import type { NoteSignature } from './signed-note.ts'

/** One witness's word that the log has shown it this head and none that contradicts it. */
export type Cosignature = {
  /** Name of the witness in the policy. */
  readonly witness: string
  /** Seconds since 1970, by the witness's clock. */
  readonly at: number
}

/** A checkpoint that the log signed, and how far others vouch for it. */
export type JudgedCheckpoint = {
  readonly checkpoint: Checkpoint
  /** Oldest first. */
  readonly cosignatures: readonly Cosignature[]
  /** Seconds since 1970 at which the quorum was met; null as long as it is not, and the log alone vouches. */
  readonly witnessedAt: number | null
  readonly unknown: readonly NoteSignature[]
}

/**
 * Returns what `policy` says of the checkpoint in the note `text`.
 *
 * @throws {LogError} As `openCheckpoint` and `signedByLog`; `SIGNATURE_UNTIMED` for a cosignature of a witness that states no time.
 */
export async function judgeCheckpoint(text: string, policy: Policy): Promise<JudgedCheckpoint> {
  const keys = [...policy.logs, ...policy.witnesses].map(({ key }) => key)
  const opened = await openCheckpoint(text, keys)
  signedByLog(
    opened,
    policy.logs.map(({ key }) => key),
  )
  const cosignatures = cosignaturesOf(opened, policy)
  return { checkpoint: opened.checkpoint, cosignatures, witnessedAt: quorumMetAt(cosignatures, policy), unknown: opened.unknown }
}

function cosignaturesOf({ verified }: OpenedCheckpoint, policy: Policy): Cosignature[] {
  const cosignatures = verified.flatMap(({ key, at }) => {
    const witness = policy.witnesses.find((one) => one.key === key)
    if (witness === undefined) return []
    if (at === null) throw new LogError('SIGNATURE_UNTIMED', `Cannot count the cosignature of ${key.name}: expected a time`)
    return [{ witness: witness.name, at }]
  })
  return cosignatures.toSorted((one, other) => one.at - other.at)
}

function quorumMetAt(cosignatures: readonly Cosignature[], policy: Policy): number | null {
  const witnesses = new Set<string>()
  for (const { witness, at } of cosignatures) {
    witnesses.add(witness)
    if (isQuorum(policy, witnesses)) return at
  }
  return null
}
