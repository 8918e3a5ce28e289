import type { ReactNode } from 'react'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { useText } from '#ui/use-text.ts'
import { FingerprintDigits } from './fingerprint-digits.tsx'
import { keysText } from './keys-text.ts'

/** The fingerprint of a person's keys in large groups of digits, to be read aloud. */
export function FingerprintBlock({ keys }: { keys: { readonly recipient: string; readonly signing: string } }): ReactNode {
  const t = useText(keysText)
  return (
    <div className="my-6 rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <p className="text-std-16B-170">{t('fingerprint')}</p>
      <FingerprintDigits hash={personFingerprint(keys)} isLarge />
      <p className="text-solid-gray-700">{t('fingerprintHint')}</p>
    </div>
  )
}
