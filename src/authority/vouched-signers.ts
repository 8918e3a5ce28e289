import type { InTransaction } from '#database/database.ts'
import type { PersonActor } from '#identity/actor.ts'
import type { PersonKey } from '#identity/key-store.ts'
import { openCurrentKeys } from '#key-directory/current-keys.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import { parseRoot, rootFingerprint } from '#key-directory/directory-root.ts'
import type { CurrentAuthority } from '#key-directory/epoch-statement.ts'
import { listStatements, newestDirectory } from './directory-store.ts'
import { rememberForGate, seenByGate } from './gate-directory-store.ts'
import { listApprovals } from './member-store.ts'
import { isVouchedFor } from './vouch.ts'

/** Whose signatures count, by the signed directory and not by the table of persons, which the server writes. */
export type VouchedSigners = {
  /** Tells whether the directory, the newest epoch or an administrator listed there vouches that this key is the person's. */
  readonly isVouched: (person: Pick<PersonActor, 'personId' | 'organisationId'>, key: PersonKey) => Promise<boolean>
  /** Returns under which code rulebooks know an authority, or null where the directory lists none. */
  readonly codeOf: (authorityId: string) => string | null
}

/** Nobody's signature counts: there is no directory that could be believed. */
const nobodyVouched: VouchedSigners = { isVouched: () => Promise.resolve(false), codeOf: () => null }

/**
 * Returns whose signatures count now, and remembers the directory, so that no older one counts afterwards.
 *
 * @param root Text of the root that the gate's own machine pins; null where there is none yet, and then nobody's counts.
 * @param tell Is told where the directory cannot be believed; nobody's signature counts then.
 */
export async function openVouchedSigners(
  tx: InTransaction,
  root: string | null,
  tell: (error: DirectoryError) => void,
): Promise<VouchedSigners> {
  const published = await newestDirectory(tx)
  if (root === null || published === null) return nobodyVouched
  const pinned = parseRoot(root)
  const fingerprint = rootFingerprint(pinned)
  const statements = (await listStatements(tx)).map(({ statement }) => statement)
  try {
    const seen = await seenByGate(tx, fingerprint)
    const keys = await openCurrentKeys({ directory: published.signed, statements }, pinned, seen)
    if (JSON.stringify(keys.seen) !== JSON.stringify(seen)) await rememberForGate(tx, fingerprint, keys.seen)
    return signersOf(tx, keys.authorities)
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    tell(error)
    return nobodyVouched
  }
}

function signersOf(tx: InTransaction, authorities: readonly CurrentAuthority[]): VouchedSigners {
  const authorityOf = (id: string) => authorities.find(({ organisationId }) => organisationId === id)
  return {
    isVouched: async ({ personId, organisationId }, key) => {
      const authority = authorityOf(organisationId)
      if (authority === undefined) return false
      return isVouchedFor({ personId, key, approvals: await listApprovals(tx, personId) }, authority)
    },
    codeOf: (id) => authorityOf(id)?.code ?? null,
  }
}
