import type { TextSet } from '#ui/text-set.ts'

/** Words of the page of the directory of keys. */
export const directoryPageText = {
  title: { ja: '鍵の名簿', en: 'Directory of keys' },
  lead: {
    ja: '報告は、この名簿に載っている鍵だけで暗号化されます。名簿には、ネットワークから切り離されたルート鍵による署名が必要です。',
    en: 'Reports are sealed to keys of this directory alone. A root that is kept offline must have signed it.',
  },
  proven: {
    ja: 'この名簿の署名は正しく、以前に確認した版より古くありません',
    en: 'The signature holds, and nothing newer was seen on this browser before',
  },
  root: { ja: 'ルート鍵の確認番号', en: 'Fingerprint of the root' },
  compare: {
    ja: '配布された資料（キット）に印刷された番号と照合してください。一致しない場合は、この画面から報告せず、資料の電話番号に連絡してください。',
    en: 'Compare it with the one printed on your kit. If they differ, do not report from these pages: call the number on the kit.',
  },
  version: { ja: '版', en: 'Version' },
  versionValue: { ja: '第{version}版', en: '{version}' },
  keys: { ja: '所管機関の鍵', en: 'Keys of the authorities' },
  name: { ja: '所管機関', en: 'Authority' },
  epoch: { ja: '世代', en: 'Epoch' },
  fingerprint: { ja: '鍵の確認番号', en: 'Fingerprint of the key' },
  link: { ja: '宛先の鍵を確認する', en: 'Check the keys of the recipients' },
} as const satisfies TextSet
