import { lazy, Suspense, type ReactNode } from 'react'
import { Loading } from '#ui/progress.tsx'
import { WarningPage } from '#warning/warning-page.tsx'

const ScanPanel = lazy(async () => ({ default: (await import('#scan/scan-panel.tsx')).ScanPanel }))

/** A warning with what a recipient can do about it right here. */
export function WarningWithTools(): ReactNode {
  return (
    <WarningPage
      after={({ act, indicators }) =>
        act !== 'recall' &&
        indicators.length > 0 && (
          <Suspense fallback={<Loading />}>
            <ScanPanel indicators={indicators} />
          </Suspense>
        )
      }
    />
  )
}
