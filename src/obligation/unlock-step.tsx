import type { ReactNode } from 'react'
import { DirectoryRefusal } from '#authority/directory-refusal.tsx'
import type { SignedIn } from '#identity/session-client.ts'
import { UnlockPanel, useIsLocked } from '#identity/unlock-panel.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'

type UnlockProps = { session: SignedIn; label: string; isPending: boolean; error: Error | null; onPress: () => void }

/** One button that needs the own keys; where they are locked, the means to unlock them stand in its place. */
export function UnlockStep({ session, label, isPending, error, onPress }: UnlockProps): ReactNode {
  const isLocked = useIsLocked(session)
  if (isLocked) return <UnlockPanel session={session} />
  return (
    <>
      {error !== null && <DirectoryRefusal error={error} />}
      <ButtonRow>
        <Button variant="secondary" isPending={isPending} onPress={onPress}>
          {label}
        </Button>
      </ButtonRow>
    </>
  )
}
