import type { LocalText } from '#base/language.ts'
import type { RecordedDecision } from '#obligation/decision.ts'

/** What the commands about recorded decisions say. */
export const decisionCommandText = {
  recorded: (decision: RecordedDecision): LocalText => ({
    ja: `判定を記録しました（内容はこの端末で暗号化済み）。\n  記録番号 ${decision.decisionId}\n  記録日時 ${decision.recordedAt}\n  照合値 ${decision.digest}`,
    en: `Recorded; sealed on this machine.\n  decision  ${decision.decisionId}\n  recorded  ${decision.recordedAt}\n  digest    ${decision.digest}`,
  }),
  listed: (decision: RecordedDecision): LocalText => {
    const line = `${decision.recordedAt}  ${decision.decisionId}  ${decision.rulebooks.map(({ id, version }) => `${id} ${version}`).join(', ')}`
    return { ja: line, en: line }
  },
  none: { ja: '記録された判定はありません。', en: 'No decision is recorded.' },
  shown: (decision: RecordedDecision & { readonly signerKeyId: string; readonly isOwn: boolean }): LocalText => ({
    ja: `記録番号 ${decision.decisionId}\n記録日時 ${decision.recordedAt}\n署名     ${decision.signerKeyId}${decision.isOwn ? '（本人の鍵）' : ''}\n\n判定の基礎とした事実`,
    en: `Decision  ${decision.decisionId}\nRecorded  ${decision.recordedAt}\nSigned by ${decision.signerKeyId}${decision.isOwn ? ' (your own key)' : ''}\n\nThe facts that it rested on`,
  }),
  rulesUnchanged: {
    ja: '規則集は記録の時から変わっていません。',
    en: 'The rulebooks have not changed since.',
  },
  rulesChanged: (count: number): LocalText => ({
    ja: `規則集が変わっています。同じ事実について現在の規則集による判定が異なるもの：${count}件`,
    en: `The rulebooks have changed since. On the same facts the rules of today differ in ${count} ${count === 1 ? 'duty' : 'duties'}.`,
  }),
  notAsked: { ja: '判定の対象外', en: 'not asked' },
} as const
