import type { InTransaction, Queries } from '#database/database.ts'
import type { GateSignature } from '#key-directory/gate-key.ts'
import type { Clearance } from '#identity/actor.ts'
import { clearances } from '#identity/actor.ts'
import type { WarningVersion } from './warning-table.ts'

declare module '#database/tables.ts' {
  interface Tables {
    gate_signature: {
      version_id: string
      key_id: string
      ed25519: string
      ml_dsa44: string
      /** Null once what it said was taken down. */
      statement: string | null
      commitment: Buffer
      taken_down: string | null
    }
  }
}

/** A published version as the gate signed it. */
export type SignedVersion = {
  readonly signature: GateSignature
  /** The text that was signed; null once it was taken down because it named somebody. */
  readonly statement: string | null
  /** SHA-256 of a text that was taken down, hexadecimal, as the log names it. */
  readonly takenDown: string | null
  /** Of the entry in the log. */
  readonly commitment: Uint8Array
}

/** Keeps what was signed of a version, in the transaction that publishes it. */
export async function insertSignature(
  tx: InTransaction,
  warning: WarningVersion,
  signed: Omit<SignedVersion, 'takenDown'> & { readonly statement: string },
): Promise<void> {
  const { signature, statement, commitment } = signed
  await tx
    .insertInto('gate_signature')
    .columns(['version_id', 'key_id', 'ed25519', 'ml_dsa44', 'statement', 'commitment'])
    .expression((build) =>
      build
        .selectFrom('warning')
        .select((column) => [
          'version_id',
          column.val(signature.keyId).$castTo<string>().as('key_id'),
          column.val(signature.ed25519).as('ed25519'),
          column.val(signature.mlDsa44).as('ml_dsa44'),
          column.val(statement).as('statement'),
          column.val(Buffer.from(commitment)).as('commitment'),
        ])
        .where('id', '=', warning.id)
        .where('version', '=', warning.version),
    )
    .execute()
}

/** Which version is asked for: the newest one where no number is given. */
export type SignedRange = { readonly clearance: Clearance; readonly id: string; readonly version: number | null }

/** Returns what was signed of a published version that a clearance may read, or null. */
export async function findSigned(queries: Queries, { clearance, id, version }: SignedRange): Promise<SignedVersion | null> {
  const row = await queries
    .selectFrom('gate_signature')
    .innerJoin('warning', 'warning.version_id', 'gate_signature.version_id')
    .select(['key_id', 'ed25519', 'ml_dsa44', 'statement', 'commitment', 'taken_down'])
    .where('warning.id', '=', id)
    .where('warning.tlp', 'in', clearances.slice(0, clearances.indexOf(clearance) + 1))
    .$if(version !== null, (query) => query.where('warning.version', '=', version ?? 0))
    .orderBy('warning.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return null
  const signature = { keyId: row.key_id, ed25519: row.ed25519, mlDsa44: row.ml_dsa44 }
  return { signature, statement: row.statement, commitment: row.commitment, takenDown: row.taken_down }
}
