import type { Queries } from '#database/database.ts'

declare module '#database/tables.ts' {
  interface Tables {
    passkey: {
      credential_id: string
      person_id: string
      public_key: Buffer
      counter: number
      transports: readonly string[]
      may_be_copied: boolean
      is_copied: boolean
      created_at: string
      used_at: string | null
    }
  }
}

/** A passkey as the server knows it. */
export type Passkey = {
  readonly credentialId: string
  readonly personId: string
  /** COSE key. */
  readonly publicKey: Uint8Array<ArrayBuffer>
  /** Signatures so far, as the passkey counts them; 0 from those that do not count. */
  readonly counter: number
  readonly transports: readonly string[]
  readonly mayBeCopied: boolean
  readonly isCopied: boolean
}

/** Adds a passkey and returns true, or false if it is known already, of whomever. */
export async function insertPasskey(queries: Queries, passkey: Passkey, at: string): Promise<boolean> {
  const added = await queries
    .insertInto('passkey')
    .values({
      credential_id: passkey.credentialId,
      person_id: passkey.personId,
      public_key: Buffer.from(passkey.publicKey),
      counter: passkey.counter,
      transports: passkey.transports,
      may_be_copied: passkey.mayBeCopied,
      is_copied: passkey.isCopied,
      created_at: at,
      used_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('credential_id')
    .execute()
  return added.length === 1
}

/** Returns a passkey of an active person, or null. */
export async function findPasskey(queries: Queries, credentialId: string): Promise<Passkey | null> {
  const row = await queries
    .selectFrom('passkey')
    .innerJoin('person', 'person.id', 'passkey.person_id')
    .selectAll('passkey')
    .where('passkey.credential_id', '=', credentialId)
    .where('person.active', '=', true)
    .executeTakeFirst()
  if (row === undefined) return null
  return {
    credentialId: row.credential_id,
    personId: row.person_id,
    publicKey: Uint8Array.from(row.public_key),
    counter: row.counter,
    transports: row.transports,
    mayBeCopied: row.may_be_copied,
    isCopied: row.is_copied,
  }
}

/** Returns the passkeys of a person: their ids and how the browser reaches them. */
export async function passkeysOfPerson(
  queries: Queries,
  personId: string,
): Promise<readonly { readonly credentialId: string; readonly transports: readonly string[] }[]> {
  return queries
    .selectFrom('passkey')
    .select(['credential_id as credentialId', 'transports'])
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .execute()
}

/** Notes a use of a passkey and returns true, or false if its counter did not grow since it was read: another use was faster. */
export async function notePasskeyUse(
  queries: Queries,
  use: { readonly credentialId: string; readonly counter: number; readonly isCopied: boolean; readonly at: string },
): Promise<boolean> {
  const noted = await queries
    .updateTable('passkey')
    .set({ counter: use.counter, is_copied: use.isCopied, used_at: use.at })
    .where('credential_id', '=', use.credentialId)
    .where((row) => row.or([row('counter', '<', use.counter), row.and([row('counter', '=', 0), row.val(use.counter === 0)])]))
    .returning('credential_id')
    .execute()
  return noted.length === 1
}
