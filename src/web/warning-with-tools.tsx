import { lazy, Suspense, type ReactNode } from 'react'
import { useSession } from '#identity/session-client.ts'
import { AnswersSection, warningAnswers } from '#sighting/warning-answers.tsx'
import { Loading } from '#ui/progress.tsx'
import { WarningAnswersContext } from '#warning/answers-context.ts'
import type { WarningBody } from '#warning/warning-body.ts'
import { WarningPage } from '#warning/warning-page.tsx'

const ScanPanel = lazy(async () => ({ default: (await import('#scan/scan-panel.tsx')).ScanPanel }))

/** A warning with what a recipient can do about it right here. */
export function WarningWithTools(): ReactNode {
  const session = useSession().data
  const mayAnswer = session?.signedIn === true && session.person.roles.includes('subscriber')
  return (
    <WarningAnswersContext value={mayAnswer ? warningAnswers : null}>
      <WarningPage after={mayAnswer ? toolsAndAnswers : tools} />
    </WarningAnswersContext>
  )
}

function toolsAndAnswers(warning: WarningBody): ReactNode {
  return (
    <>
      {tools(warning)}
      <AnswersSection warning={warning} />
    </>
  )
}

function tools({ act, indicators }: WarningBody): ReactNode {
  if (act === 'recall' || indicators.length === 0) return null
  return (
    <Suspense fallback={<Loading />}>
      <ScanPanel indicators={indicators} />
    </Suspense>
  )
}
