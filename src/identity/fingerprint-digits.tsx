import type { ReactNode } from 'react'
import { fingerprintGroups } from '#key-directory/fingerprint.ts'

/** A fingerprint in groups of digits: large where two people compare it, small in a table. */
export function FingerprintDigits({ hash, isLarge = false }: { hash: string; isLarge?: boolean | undefined }): ReactNode {
  const size = isLarge
    ? 'my-2 grid w-fit grid-cols-2 gap-x-6 gap-y-1 text-std-28B-150 desktop:grid-cols-4'
    : 'grid w-fit grid-cols-4 gap-x-2 text-mono-16N-150'
  return (
    <span className={`font-mono ${size}`} translate="no">
      {fingerprintGroups(hash).map((group, index) => (
        // Two groups may be alike, and they never change.
        <span key={index}>{group}</span>
      ))}
    </span>
  )
}
