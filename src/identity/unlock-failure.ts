import { EnvelopeError } from '#envelope/envelope-error.ts'
import { PrintedCodeError } from '#envelope/printed-code.ts'
import { ApiError } from '#ui/api-error.ts'
import type { Translate } from '#ui/text-set.ts'
import { PasskeyError, type PasskeyErrorCode } from './passkey-client.ts'
import type { unlockText } from './unlock-text.ts'

const passkeyWords = {
  PASSKEY_UNSUPPORTED: 'passkeyUnsupported',
  PASSKEY_CANCELLED: 'passkeyCancelled',
  PASSKEY_KNOWN: 'passkeyKnown',
  PASSKEY_WITHOUT_PRF: 'passkeyWithoutPrf',
} as const satisfies Record<PasskeyErrorCode, keyof typeof unlockText>

/** Returns what is wrong with a printed code as it was typed, or null where `error` is about something else. */
export function codeFailure(error: unknown, t: Translate<typeof unlockText>): string | null {
  if (error instanceof EnvelopeError) return t('codeWrong')
  if (error instanceof ApiError && error.code === 'CODE_REFUSED') return t('codeUnknown')
  if (!(error instanceof PrintedCodeError)) return null
  if (error.code === 'CODE_LENGTH') return error.length === 0 ? t('codeMissing') : t('codeLength', { count: error.length })
  if (error.group === null) return t('codeChecksumSomewhere')
  return t(error.code === 'CODE_CHARACTER' ? 'codeCharacter' : 'codeChecksum', { group: error.group })
}

/** Returns why a passkey did not do what it should, or null where `error` is about something else. */
export function passkeyFailure(error: unknown, t: Translate<typeof unlockText>): string | null {
  if (error instanceof PasskeyError) return t(passkeyWords[error.code])
  if (error instanceof ApiError && error.code === 'PASSKEY_REFUSED') return t('passkeyCancelled')
  return error instanceof EnvelopeError ? t('locked') : null
}
