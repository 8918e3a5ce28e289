import type { ReactNode } from 'react'
import { fingerprintGroups, personFingerprint } from '#key-directory/fingerprint.ts'
import { useText } from '#ui/use-text.ts'
import { keysText } from './keys-text.ts'

/** The fingerprint of a person's keys in large groups of digits, to be read aloud. */
export function FingerprintBlock({ keys }: { keys: { readonly recipient: string; readonly signing: string } }): ReactNode {
  const t = useText(keysText)
  const groups = fingerprintGroups(personFingerprint(keys))
  return (
    <div className="my-6 rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <p className="text-std-16B-170">{t('fingerprint')}</p>
      <p className="my-2 grid w-fit grid-cols-2 gap-x-6 gap-y-1 font-mono text-std-28B-150 desktop:grid-cols-4" translate="no">
        {groups.map((group, index) => (
          // Two groups may be alike, and they never change.
          <span key={index}>{group}</span>
        ))}
      </p>
      <p className="text-solid-gray-700">{t('fingerprintHint')}</p>
    </div>
  )
}
