import { isJsonObject, objectAt, textAt } from '#base/json-object.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { parseJson } from '#base/parse-json.ts'
import type { Filing } from '#envelope/filing-schema.ts'

/** Ciphertext that goes to the holders of the recovery key: filings, and for which key of the authority they may be enveloped anew. */
export type RecoveryBundle = {
  readonly format: 'noroshi-recovery-bundle-1'
  /** Why, as it was logged. */
  readonly purpose: string
  readonly holders: number
  /** The authority that asked, with the newest key of its team. */
  readonly authority: { readonly organisationId: string; readonly keyId: string; readonly recipient: string } | null
  readonly filings: readonly Filing[]
}

/** Largest file of filings that is read, in bytes: a hundred of the largest. */
export const largestBundleBytes = 256 * 1024 * 1024

const limits = { maxBytes: largestBundleBytes, maxDepth: 24, maxKeys: 5_000_000 }

/**
 * Returns the filings in `bytes`: a bundle, one filing, or a report as the API gives it. Null for anything else.
 *
 * What is inside a filing is not checked: opening it does that.
 */
export function readRecoveryBundle(bytes: Uint8Array): RecoveryBundle | null {
  const value = parsed(bytes)
  if (!isJsonObject(value)) return null
  if (textAt(value, 'format') === 'noroshi-recovery-bundle-1') return bundleOf(value)
  const filing = textAt(value, 'format') === 'noroshi-filing-1' ? value : objectAt(value, 'filing')
  if (filing === null || !isFiling(filing)) return null
  return { format: 'noroshi-recovery-bundle-1', purpose: '', holders: 0, authority: null, filings: [filing] }
}

function bundleOf(value: JsonObject): RecoveryBundle | null {
  const filings = Array.isArray(value['filings']) ? value['filings'] : null
  if (filings === null || !filings.every(isFiling)) return null
  const authority = objectAt(value, 'authority')
  const organisationId = authority === null ? null : textAt(authority, 'organisationId')
  const keyId = authority === null ? null : textAt(authority, 'keyId')
  const recipient = authority === null ? null : textAt(authority, 'recipient')
  const known = organisationId !== null && keyId !== null && recipient !== null
  const holders = value['holders']
  return {
    format: 'noroshi-recovery-bundle-1',
    purpose: textAt(value, 'purpose') ?? '',
    holders: typeof holders === 'number' ? holders : 0,
    authority: known ? { organisationId, keyId, recipient } : null,
    filings,
  }
}

/** A recovery envelope is all that a ceremony needs; the rest is judged when the filing is opened. */
function isFiling(value: JsonValue): value is JsonValue & Filing {
  if (!isJsonObject(value) || textAt(value, 'reportId') === null) return false
  const sealed = objectAt(value, 'sealed')
  return sealed !== null && textAt(sealed, 'body') !== null
}

/** Returns the envelope of `filing` for the national recovery key, or null: reports of earlier versions have none. */
export function recoveryEnvelopeOf(filing: Filing): string | null {
  const { recovery }: Partial<Filing['sealed']> = filing.sealed
  return recovery?.envelope ?? null
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, limits)
  } catch {
    return null
  }
}
