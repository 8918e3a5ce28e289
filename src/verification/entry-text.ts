import type { LocalText } from '#base/language.ts'

/** What an entry of the log tells, in words; `who` is a name, with the id that the log proves. */
export const entryText = {
  filed: (stage: LocalText): LocalText => ({ ja: `報告を提出（${stage.ja}）`, en: `Report filed: ${stage.en}` }),
  handedIn: (stage: LocalText, who: LocalText, reached: string): LocalText => ({
    ja: `持ち込まれたファイルの報告（${stage.ja}）を${who.ja}が受付。到達日時：${reached}`,
    en: `Report handed in as a file (${stage.en}), taken in by ${who.en}; it reached the authority at ${reached}`,
  }),
  phoned: (who: LocalText, officer: string): LocalText => ({
    ja: `電話による報告を${who.ja}（担当官 ${officer}）が記録`,
    en: `Report by telephone, written down by ${who.en} (officer ${officer})`,
  }),
  withdrawn: { ja: '報告を取下げ', en: 'Report withdrawn' },
  acknowledged: (who: LocalText): LocalText => ({ ja: `${who.ja}が受領を確認`, en: `Receipt acknowledged by ${who.en}` }),
  opened: (who: LocalText, officer: string, purpose: LocalText): LocalText => ({
    ja: `${who.ja}（担当官 ${officer}）が開封。目的：${purpose.ja}`,
    en: `Opened by ${who.en} (officer ${officer}). Purpose: ${purpose.en}`,
  }),
  shared: (who: LocalText, officer: string, receiver: LocalText): LocalText => ({
    ja: `${who.ja}（担当官 ${officer}）が${receiver.ja}に共有`,
    en: `Shared by ${who.en} (officer ${officer}) with ${receiver.en}`,
  }),
  recovered: (holders: number, purpose: LocalText): LocalText => ({
    ja: `国の復旧用の鍵により開封（鍵の保管者${holders}名）。目的：${purpose.ja}`,
    en: `Opened with the national recovery key by ${holders} of its holders. Purpose: ${purpose.en}`,
  }),
  member: (who: LocalText, change: string): LocalText => ({
    ja: `${who.ja}の構成員の変更（${change}）`,
    en: `Change of the members of ${who.en}: ${change}`,
  }),
  epoch: (who: LocalText, epoch: number): LocalText => ({
    ja: `${who.ja}の共有鍵の更新（第${epoch}世代）`,
    en: `New team key of ${who.en}, epoch ${epoch}`,
  }),
  directory: (version: number): LocalText => ({
    ja: `鍵の名簿（第${version}版）の公開`,
    en: `Directory of keys published, version ${version}`,
  }),
  agreement: (isRevoked: boolean): LocalText =>
    isRevoked
      ? { ja: '警報の自動公開に関する事前の同意の撤回', en: 'Agreement to automatic release revoked' }
      : { ja: '警報の自動公開に関する事前の同意', en: 'Agreement to automatic release, given beforehand' },
  released: (version: number): LocalText => ({ ja: `警報（第${version}版）の公開`, en: `Warning published, version ${version}` }),
  recalled: (version: number): LocalText => ({ ja: `警報（第${version}版）の撤回`, en: `Warning recalled, version ${version}` }),
  served: (version: string): LocalText => ({
    ja: `配布するファイルの登録（${version}）`,
    en: `Files that are served, registered: ${version}`,
  }),
  shard: (log: string, size: number): LocalText => ({
    ja: `ログ ${log} を閉じ、その${size}件を引き継いで始まる`,
    en: `This log goes on where ${log} was closed, after ${size} leaves`,
  }),
  cover: { ja: '活動量を隠すための空の記録', en: 'An empty entry that hides how much is going on' },
  withheld: {
    ja: '非開示の記録（存在は証明済み。内容は現時点では開示されていません）',
    en: 'An entry that is withheld for now; that it exists is proved',
  },
} as const
