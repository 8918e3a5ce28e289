import type { LocalText } from '#base/language.ts'
import { warningTitle } from '../warning-text.ts'
import type { WarningAct, WarningContent } from '../warning.ts'
import { draftActTexts } from './draft-text.ts'

/** Returns what a draft is called: what it does, and the warning. */
export function draftTitle(draft: {
  readonly act: WarningAct
  readonly kind: WarningContent['kind'] | null
  readonly confidence: WarningContent['confidence'] | null
}): LocalText {
  const act = draftActTexts[draft.act]
  const title = warningTitle({ kind: draft.kind ?? 'other', confidence: draft.confidence ?? 'confirmed' })
  return { ja: `${act.ja}：${title.ja}`, en: `${act.en}: ${title.en}` }
}
