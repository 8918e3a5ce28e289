import { sql } from 'kysely'
import type { Queries } from '#database/database.ts'
import type { GatePublicKey } from '#key-directory/gate-key.ts'

declare module '#database/tables.ts' {
  interface Tables {
    gate_key: { key_id: string; epoch: number; recipient: string; ed25519: string; ml_dsa44: string; published_at: string }
  }
}

/** Makes `key` the newest of the release gate unless it is known already. */
export async function publishGateKey(queries: Queries, key: GatePublicKey, at: string): Promise<void> {
  await sql`
    insert into gate_key (key_id, epoch, recipient, ed25519, ml_dsa44, published_at)
    select ${key.keyId}, coalesce(max(epoch), 0) + 1, ${key.recipient}, ${key.ed25519}, ${key.mlDsa44}, ${at} from gate_key
    on conflict (key_id) do nothing`.execute(queries)
}

/** Returns the keys of the release gate, newest first. */
export async function listGateKeys(queries: Queries): Promise<readonly (GatePublicKey & { readonly epoch: number })[]> {
  const rows = await queries.selectFrom('gate_key').selectAll().orderBy('epoch', 'desc').execute()
  return rows.map(({ key_id, epoch, recipient, ed25519, ml_dsa44 }) => ({ keyId: key_id, epoch, recipient, ed25519, mlDsa44: ml_dsa44 }))
}
