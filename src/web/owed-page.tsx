import { lazy, Suspense, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { Loading } from '#ui/progress.tsx'

const ReceivedDuties = lazy(async () => ({ default: (await import('#opening/received-duties.tsx')).ReceivedDuties }))
const OwnDuties = lazy(async () => ({ default: (await import('#report/own-duties.tsx')).OwnDuties }))

/** What is owed: by the own operator, or to and by the own authority. */
export function OwedPage(): ReactNode {
  const isAuthority = useSignedIn().organisation.kind === 'authority'
  return <Suspense fallback={<Loading />}>{isAuthority ? <ReceivedDuties /> : <OwnDuties />}</Suspense>
}
