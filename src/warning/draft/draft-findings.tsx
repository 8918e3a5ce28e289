import type { ReactNode } from 'react'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useText } from '#ui/use-text.ts'
import { findingEffects, type Finding, type FindingCode } from '../gate/finding.ts'
import { findingTexts } from '../gate/gate-text.ts'
import { draftText, refusalTexts } from './draft-text.ts'
import type { ShownDraft } from './shown-draft.ts'

type Reason = { readonly code: string; readonly pointers: readonly string[] }

/** Says why the gate sent a draft back; nothing where it did not. */
export function DraftRefused({ draft }: { draft: ShownDraft }): ReactNode {
  const t = useText(draftText)
  if (draft.refused === null || draft.refused.length === 0) return null
  return (
    <NotificationBanner tone="error" title={t('refused')} isLive>
      <p>{t('refusedBody')}</p>
      <Reasons reasons={draft.refused} />
    </NotificationBanner>
  )
}

/** Says what the gate would find in a draft as it stands. */
export function DraftFindings({ findings }: { findings: readonly Finding[] }): ReactNode {
  const t = useText(draftText)
  if (findings.length === 0)
    return (
      <NotificationBanner tone="success" title={t('clean')}>
        {t('cleanBody')}
      </NotificationBanner>
    )
  return (
    <NotificationBanner tone="warning" title={t('found')}>
      <p>{t('foundBody')}</p>
      <Reasons reasons={findings} />
    </NotificationBanner>
  )
}

function Reasons({ reasons }: { reasons: readonly Reason[] }): ReactNode {
  const t = useText(draftText)
  const { pick } = useLanguage()
  return (
    <ul className="mt-2 list-disc ps-6">
      {reasons.map(({ code, pointers }) => {
        const words = isFindingCode(code) ? findingTexts[code] : refusalTexts[code]
        return (
          <li key={`${code} ${pointers.join(' ')}`}>
            {words === undefined ? code : pick(words)}
            {pointers.length > 0 && <span className="block text-solid-gray-700">{t('place', { place: pointers.join(' ') })}</span>}
          </li>
        )
      })}
    </ul>
  )
}

function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(findingEffects, code) && !Object.hasOwn(refusalTexts, code)
}
