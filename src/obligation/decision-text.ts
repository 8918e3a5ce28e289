import type { TextSet } from '#ui/text-set.ts'

/** Words about recorded decisions. */
export const decisionText = {
  recordTitle: { ja: '判定を記録する', en: 'Record this decision' },
  recordBody: {
    ja: '事実、判定、理由及び規則集の版を、この端末で署名し、自組織の鍵で暗号化してから記録します。サーバーは内容を読むことができません。後日、報告しなかった理由を示すために用いることができます。',
    en: 'Facts, decision, reasons and the versions of the rules are signed on this device and sealed to your own organisation before they are kept. The server cannot read them. It lets you show later why you did, or did not, report.',
  },
  record: { ja: '暗号化して記録する', en: 'Seal and record' },
  recorded: { ja: '判定を記録しました', en: 'The decision is recorded' },
  recordedAt: { ja: '記録日時：', en: 'Recorded at: ' },
  show: { ja: '記録を見る', en: 'Show the record' },
  listTitle: { ja: '判定の記録', en: 'Recorded decisions' },
  listLead: {
    ja: '「報告義務なし」など、記録した判定の一覧です。内容は自組織の鍵で暗号化されており、開くまで表示されません。',
    en: 'Decisions that were recorded, such as “no duty”. Each is sealed to your organisation and shows nothing until you open it.',
  },
  listEmpty: { ja: '記録された判定はありません。', en: 'No decision is recorded.' },
  assess: { ja: '報告の要否を確かめる', en: 'Must I report?' },
  decision: { ja: '記録', en: 'Record' },
  at: { ja: '記録日時', en: 'Recorded at' },
  rulebooks: { ja: '規則集', en: 'Rulebooks' },
  more: { ja: 'さらに表示する', en: 'Show more' },
  back: { ja: '判定の記録へ', en: 'Recorded decisions' },
  title: { ja: '判定の記録 {number}', en: 'Recorded decision {number}' },
  openLead: {
    ja: 'この記録は暗号化されています。自組織の鍵で、この端末の上で開きます。',
    en: 'This record is sealed. It is opened on this device with the key of your organisation.',
  },
  open: { ja: '記録を開く', en: 'Open the record' },
  unreadable: { ja: 'この記録を開けません', en: 'This record cannot be opened' },
  unreadableBody: {
    ja: '自組織の鍵で開けないか、記録された時から変更されています。',
    en: 'It does not open with the keys of your organisation, or was changed after it was recorded.',
  },
  decidedAt: { ja: '判定日時（端末の時計）', en: 'Decided at (clock of the device)' },
  signer: { ja: '署名', en: 'Signed by' },
  signerOwn: { ja: 'あなたの鍵（確認済み）', en: 'your own key (verified)' },
  signerOther: {
    ja: '鍵 {keyId}（署名は一致、名簿との照合は行っていません）',
    en: 'key {keyId} (the signature fits; the key was not compared with a directory)',
  },
  digest: { ja: '照合値', en: 'Digest' },
  facts: { ja: '判定の基礎とした事実', en: 'The facts that it rested on' },
  before: { ja: '記録した時の判定', en: 'The decision then' },
  today: { ja: '現在の規則集による判定', en: 'What the rules of today say' },
  unchanged: { ja: '規則集は記録の時から変わっていません。', en: 'The rulebooks have not changed since.' },
  changedSame: {
    ja: '規則集は変わりましたが、同じ事実についての判定は変わりません。',
    en: 'The rulebooks have changed, and on the same facts they decide the same.',
  },
  changedOther: {
    ja: '規則集が変わり、同じ事実についての判定が{count, number}件で異なります。',
    en: 'The rulebooks have changed, and on the same facts they decide {count, plural, one {# duty} other {# duties}} differently.',
  },
  duty: { ja: '義務', en: 'Duty' },
  notAsked: { ja: '判定の対象外', en: 'Not asked' },
  whole: { ja: '現在の判定の全体', en: 'All that the rules of today say' },
} as const satisfies TextSet
