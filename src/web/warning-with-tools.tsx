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
      <WarningPage after={(warning) => <Tools warning={warning} mayAnswer={mayAnswer} />} />
    </WarningAnswersContext>
  )
}

function Tools({ warning, mayAnswer }: { warning: WarningBody; mayAnswer: boolean }): ReactNode {
  return (
    <>
      {warning.act !== 'recall' && warning.indicators.length > 0 && (
        <Suspense fallback={<Loading />}>
          <ScanPanel indicators={warning.indicators} />
        </Suspense>
      )}
      {mayAnswer && <AnswersSection warning={warning} />}
    </>
  )
}
