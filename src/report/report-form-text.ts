import type { TextSet } from '#ui/text-set.ts'

/** Words of the guided form. */
export const formText = {
  steps: { ja: '報告の手順', en: 'Steps of the report' },
  stepAnswer: { ja: '質問に答える', en: 'Answer' },
  stepCheck: { ja: '回答を確認', en: 'Check' },
  stepPreview: { ja: '公開範囲を確認', en: 'Who sees what' },
  stepSend: { ja: '暗号化して送信', en: 'Seal and send' },
  position: { ja: '質問 {at, number}／{total, number}', en: 'Question {at, number} of {total, number}' },
  furtherQuestion: { ja: '任意の質問', en: 'Further question' },
  next: { ja: '次へ', en: 'Next' },
  saveAndReturn: { ja: '確認画面に戻る', en: 'Back to your answers' },
  unknownNext: { ja: '空欄は「まだ分からない」として次へ', en: 'Not known yet: next' },
  unknownReturn: { ja: '空欄は「まだ分からない」として戻る', en: 'Not known yet: back to your answers' },
  back: { ja: '前の質問へ', en: 'Previous question' },
  none: { ja: 'なし（該当するものはない）', en: 'None' },
  onePerLineWith: { ja: '{hint} 1行に1つ記入してください。', en: '{hint} One per line.' },
  onePerLine: { ja: '1行に1つ記入してください。', en: 'One per line.' },
  example: { ja: '例：{example}', en: 'For example {example}' },
  atMost: { ja: '{count, number}文字まで', en: 'At most {count, number} characters' },
  days: { ja: '日', en: 'Days' },
  hours: { ja: '時間', en: 'Hours' },
  minutes: { ja: '分', en: 'Minutes' },
  record: { ja: '{label}（{number, number}件目）', en: '{label}, entry {number, number}' },
  addRecord: { ja: '{label}を追加', en: 'Add another: {label}' },
  removeRecord: { ja: '{number, number}件目を削除', en: 'Remove entry {number, number}' },
  partSealed: {
    ja: 'この回答は送信前に暗号化され、報告先の機関の担当官だけが開封できます。',
    en: 'This answer is encrypted before it is sent; only officers of the authorities can open it.',
  },
  partShareable: {
    ja: 'この回答は、事業者名を伏せて他の組織への警報に使われることがあります。事業者が特定される語は書かないでください。',
    en: 'This answer may be used to warn others, without your name. Do not write anything that identifies you.',
  },
  partHandling: {
    ja: 'この回答は、報告先や期限の判断のためにサーバーが読みます。警報には使われません。',
    en: 'The server reads this answer for routing and deadlines. It never appears in a warning.',
  },
  partKind: {
    ja: 'この回答は、報告先や様式の判断のためにサーバーが読み、警報にも使われることがあります。',
    en: 'The server reads this answer for routing and forms, and it may be used to warn others.',
  },
  partMixed: {
    ja: '回答ごとに扱いが異なります。誰に何が見えるかは、送信前に全て確認できます。',
    en: 'These answers are treated differently. You will see who can read what before you send.',
  },
  draftTitle: { ja: '下書きを保存する', en: 'Save your draft' },
  draftNote: {
    ja: '回答は、この画面を開いている間だけ端末のメモリーにあります。画面を閉じたりサインアウトしたりすると消えます。',
    en: 'Your answers are only in the memory of this page. They are gone when you close it or sign out.',
  },
  draftPlain: {
    ja: '保存したファイルは暗号化されていません（誰でも読める文字情報です）。安全な場所に保管し、不要になったら削除してください。',
    en: 'The file is not encrypted: anybody who has it can read it. Keep it in a safe place and delete it when you no longer need it.',
  },
  draftSave: { ja: '下書きを端末のファイルに保存', en: 'Save the draft as a file' },
  draftSaved: { ja: '{name} を保存しました', en: 'Saved {name}' },
  checkTitle: { ja: '回答の確認', en: 'Check your answers' },
  checkLead: {
    ja: 'まだ何も送信されていません。全ての項目は後から続報で補足・訂正できます。',
    en: 'Nothing has been sent yet. You can add to and correct everything in a later update.',
  },
  checkWithdrawalLead: { ja: 'まだ何も送信されていません。', en: 'Nothing has been sent yet.' },
  changeAnswer: { ja: '：{label}', en: ': {label}' },
  wrongAnswer: { ja: '入力に誤りがあります', en: 'Needs correction' },
  missingTitle: {
    ja: '未回答の項目が{count, number}件あります',
    en: '{count, plural, one {# question is not answered} other {# questions are not answered}}',
  },
  missingBody: {
    ja: 'このままでも送信できます。分からない項目は「まだ分からない」と答えておくと、確認中であることが報告先に伝わります。',
    en: 'You can send the report as it is. Answering “not known yet” tells the authorities that you are looking into it.',
  },
  allUnknown: { ja: '未回答を全て「まだ分からない」にする', en: 'Answer all of them “not known yet”' },
  nextMissing: { ja: '未回答の質問に答える', en: 'Answer the next one' },
  furtherTitle: { ja: '分かっていれば追加できる項目', en: 'If you know more already' },
  furtherBody: {
    ja: 'この段階では任意です。急ぐときは空欄のまま送信し、後で報告してください。',
    en: 'Not asked for at this stage. If time is short, send the report without them.',
  },
  toPreview: { ja: '次へ：誰に何が見えるかを確認', en: 'Next: see who can read what' },
  indicatorCount: {
    ja: '{count, number}件',
    en: '{count, plural, one {# indicator} other {# indicators}}',
  },
  indicatorsBeyond: {
    ja: 'ほか{count, number}件',
    en: 'and {count, number} more',
  },
  questions: { ja: '質問への回答', en: 'Answers' },
  additions: { ja: '追加の回答', en: 'Further answers' },
  draftLost: { ja: '続きの回答がこの画面にありません', en: 'Your answers are no longer on this page' },
  draftLostBody: {
    ja: '画面の再読み込みやサインアウトにより、回答は消去されました。保存した下書きがあれば読み込んでください。',
    en: 'They went when the page was reloaded or you signed out. If you saved a draft, load it.',
  },
  leave: { ja: '入力中の回答は失われます。', en: 'Your answers will be lost.' },
} as const satisfies TextSet
