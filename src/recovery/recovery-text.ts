import type { LocalText } from '#base/language.ts'

/** What the commands of a recovery say. */
export const recoveryText = {
  createSummary: {
    ja: '国家復旧鍵を作り、分割片に分ける（オフライン。鍵そのものは残らない）',
    en: 'make the national recovery key and split it into shares; offline, and the key itself is forgotten',
  },
  openSummary: {
    ja: '分割片を合わせて報告を開く（オフライン）',
    en: 'join shares and open filings, offline',
  },
  rewrapSummary: {
    ja: '分割片を合わせ、鍵を失った所管機関の新しい鍵に報告を包み直す（オフライン）',
    en: 'join shares and envelope filings to the new key of an authority that lost everything, offline',
  },
  exportSummary: {
    ja: '復旧のために暗号文を書き出す（事案ごとに記録が残り、届出者に見えます）',
    en: 'write out ciphertext for a recovery; this leaves an entry in each case that its operator sees',
  },
  returnSummary: {
    ja: '包み直した鍵を登録する（記録が残ります）',
    en: 'hand in what rewrap made; this leaves an entry in each case',
  },
  publishSummary: {
    ja: '国家復旧鍵の公開部を登録する（以後の報告はこの鍵にも暗号化される）',
    en: 'register the public part of the national recovery key; reports are sealed to it from then on',
  },
  created: (folder: string, total: number, threshold: number): LocalText => ({
    ja: `${folder} に分割片 ${total} 片を書き出しました。うち ${threshold} 片で開きます。鍵そのものはどこにも残っていません。\n一人に一片ずつ渡し、この機械から消してください。recovery-public.json は公開して構いません。`,
    en: `Wrote ${total} shares into ${folder}; any ${threshold} of them open. The key itself is nowhere any more.\nGive each to one holder and wipe them from this machine. recovery-public.json may be shown to everybody.`,
  }),
  fingerprint: (fingerprint: string): LocalText => ({
    ja: `指紋　${fingerprint}`,
    en: `fingerprint  ${fingerprint}`,
  }),
  joined: (count: number, fingerprint: string): LocalText => ({
    ja: `分割片 ${count} 片から鍵を復元しました。指紋　${fingerprint}`,
    en: `${count} shares make the key. fingerprint  ${fingerprint}`,
  }),
  exported: (count: number, file: string): LocalText => ({
    ja: `報告 ${count} 件の暗号文を ${file} に書き出し、事案に記録しました。`,
    en: `Wrote the ciphertext of ${count} reports to ${file} and logged it in their cases.`,
  }),
  rewrapped: (count: number, file: string): LocalText => ({
    ja: `報告 ${count} 件を包み直し、${file} に書き出しました。報告の内容は開いていません。`,
    en: `Enveloped ${count} reports anew into ${file}. Nothing in them was opened.`,
  }),
  returned: (count: number): LocalText => ({
    ja: `報告 ${count} 件の包み直しを登録し、事案に記録しました。`,
    en: `Handed in the envelopes of ${count} reports and logged it in their cases.`,
  }),
  withoutRecovery: (reportId: string): LocalText => ({
    ja: `報告 ${reportId} は復旧鍵ができる前の届出で、復旧できません。`,
    en: `Report ${reportId} was filed before there was a recovery key and cannot be recovered.`,
  }),
  published: (fingerprint: string): LocalText => ({
    ja: `国家復旧鍵を登録しました。指紋　${fingerprint}`,
    en: `The national recovery key is registered. fingerprint  ${fingerprint}`,
  }),
} as const
