import type { TextSet } from '#ui/text-set.ts'

/** Words of the pages that follow up on an incident. */
export const followUpText = {
  title: { ja: '続きの報告', en: 'Follow up' },
  backToIncident: { ja: '事案に戻る', en: 'Back to the incident' },
  lead: {
    ja: '前回の報告から続けます。前回までの報告は全て残り、書き換えられることはありません。',
    en: 'You continue from your last report. Every earlier report is kept as it was.',
  },
  stage: { ja: '報告の種類', en: 'Which report?' },
  stageMissing: { ja: '報告の種類を選んでください', en: 'Choose which report' },
  updateHint: { ja: '分かったこと、変わったことを伝えます。何度でも提出できます。', en: 'What is new or has changed. As often as needed.' },
  detailedHint: {
    ja: '法令が詳報に求める事項を報告します。分からない項目は「まだ分からない」で構いません。',
    en: 'What the law asks of the detailed report. Anything may still be “not known yet”.',
  },
  finalHint: { ja: '対応が完了した後に、原因と再発防止策を含めて報告します。', en: 'After the response: causes and measures included.' },
  withdrawalHint: {
    ja: '報告の対象ではなかったと分かったときに、報告を取り下げます。取下げの後は続報を提出できません。',
    en: 'When it turns out that there was nothing to report. Nothing can follow a withdrawal.',
  },
  begin: { ja: 'この報告を始める', en: 'Begin' },
  goOn: { ja: '入力中の{stage}を続ける', en: 'Continue the report you began ({stage})' },
  startAnew: { ja: '入力中の内容を破棄して選び直す', en: 'Discard it and choose again' },
  nothingFollows: { ja: 'この事案には、もう報告を提出できません', en: 'Nothing more can be filed for this incident' },
  nothingFollowsBody: { ja: '報告は取り下げられています。', en: 'Its report was withdrawn.' },
  noteTitle: {
    ja: '前回の報告のうち、暗号化していない回答を引き継ぎました',
    en: 'Answers of your last report that were not encrypted are filled in',
  },
  note: {
    ja: '概要、対象の名称、連絡先など暗号化した回答は、サーバーも読めないため引き継げません。変わった点があれば記入してください。前回までの内容は、報告先の担当官が引き続き開封できます。自組織が過去の報告を読み返す機能は、今後提供されます。',
    en: 'What was encrypted (the narrative, names of systems, contacts) cannot be filled in, since the server cannot read it. Enter what has changed; officers can still open the earlier reports. Reading your own past reports here will come later.',
  },
  withdrawalNoteTitle: { ja: '取り下げる内容を確認してください', en: 'You are about to withdraw the report' },
  withdrawalNote: {
    ja: '取下げも報告として記録され、報告先の機関に届きます。これまでの報告は消去されません。',
    en: 'A withdrawal is filed like a report and reaches the authorities. The earlier reports are not erased.',
  },
  load: { ja: '保存した下書きを読み込む', en: 'Load a saved draft' },
} as const satisfies TextSet
