import type { TextSet } from '#ui/text-set.ts'

/** Words of the step that shows who can read what. */
export const previewText = {
  title: { ja: '誰に何が見えるか', en: 'Who can see what' },
  lead: {
    ja: 'まだ何も送信されていません。送信するものは、次の三つに分かれます。',
    en: 'Nothing has been sent yet. What you are about to send has three parts.',
  },
  shareableTitle: { ja: '1. 他の組織に見え得る内容', en: '1. This is what others could see' },
  shareableLead: {
    ja: '警報は次の内容だけから作られます。これ以外は、他の組織には見えません。',
    en: 'Warnings are made from this and nothing else. Others see nothing beyond it.',
  },
  shareableNothing: { ja: '他の組織に見え得る内容はありません。', en: 'There is nothing that others could see.' },
  exact: { ja: '送信されるとおりの形式で表示', en: 'Show it exactly as it is sent' },
  consentYes: {
    ja: '注意喚起への利用に同意しています（共有範囲 {tlp}）。',
    en: 'You agreed that others are warned with it (limit {tlp}).',
  },
  consentNo: {
    ja: '注意喚起への利用に同意していないため、この内容から警報は作られません。',
    en: 'You did not agree to warn others, so no warning is made from it.',
  },
  consentUnknown: {
    ja: '注意喚起への利用に同意していません（未定は同意とみなしません）。この内容から警報は作られません。',
    en: 'You have not agreed to warn others; undecided counts as no. No warning is made from it.',
  },
  embargo: { ja: '次の日時までは警報を公開しません：', en: 'Nothing is released before' },
  embargoOpen: {
    ja: 'ただし、公開を控える期限が「まだ分からない」ため、期限が分かるまで警報は公開されません。',
    en: 'But the embargo is “not known yet”, so nothing is released until you say when it ends.',
  },
  changeSharing: { ja: '共有条件を変更', en: 'Change how it may be shared' },
  changeIndicators: { ja: 'インディケータを変更', en: 'Change the indicators' },
  sealedTitle: { ja: '2. 暗号化され、報告先だけが読める内容', en: '2. Encrypted: only these can read it' },
  sealedLead: {
    ja: '送信前にこの端末で暗号化します。サーバーは読むことができません。次の機関の担当官が、目的を記録した上で開封します。開封は全て記録され、いつでも確認できます。',
    en: 'It is encrypted on this device before it is sent; the server cannot read it. Officers of these authorities can open it after stating a purpose. Every opening is recorded, and you can see it.',
  },
  readers: { ja: '全文を読める機関', en: 'Who can read all of it' },
  sealedFields: { ja: '暗号化する項目', en: 'What is encrypted' },
  handlingTitle: { ja: '3. サーバーが読む内容', en: '3. What the server reads' },
  handlingLead: {
    ja: '報告先、期限の管理及び特定されない形での統計に使います。警報に載ることはありません。上の機関もこれを読みます。',
    en: 'For routing, deadlines and statistics that name nobody. It never appears in a warning. The authorities above read it too.',
  },
  next: { ja: '次へ：暗号化して送信', en: 'Next: seal and send' },
  nextFile: { ja: '次へ：暗号化してファイルに保存', en: 'Next: seal into a file' },
  backToCheck: { ja: '回答の確認に戻る', en: 'Back to your answers' },
} as const satisfies TextSet
