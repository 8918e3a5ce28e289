import type { TextSet } from '#ui/text-set.ts'

/** Words of the page on which an officer writes down a call, and of what the operator sees of it. */
export const phoneText = {
  menu: { ja: '電話での受付', en: 'Report by telephone' },
  title: { ja: '電話で報告を受け付ける', en: 'Take a report by telephone' },
  lead: {
    ja: '登録済みの番号に必ず折り返してから入力します。電話を受けた時刻が報告の時刻になり、事業者が書面の報告を提出するまでは「未確認」です。',
    en: 'Always call back on a registered number before you write anything down. It counts from the call, and is unconfirmed until the operator has filed the written report.',
  },
  find: { ja: '事業者名又は法人番号', en: 'Name or corporate number of the operator' },
  search: { ja: '事業者を探す', en: 'Find the operator' },
  none: { ja: '該当する事業者は登録されていません。', en: 'No such operator is registered.' },
  operator: { ja: '事業者', en: 'Operator' },
  choose: { ja: 'この事業者を選ぶ', en: 'Choose this operator' },
  change: { ja: '別の事業者を選ぶ', en: 'Choose another operator' },
  callTitle: { ja: '折り返しの確認', en: 'The call-back' },
  number: { ja: '折り返した番号（登録簿の番号）', en: 'The registered number that you called back on' },
  numberMissing: { ja: '折り返した番号を選んでください', en: 'Choose the number that you called back on' },
  noNumbers: {
    ja: 'この事業者の番号は登録されていません。電話では受け付けられません。',
    en: 'No number of this operator is registered, so it cannot report by telephone.',
  },
  calledAt: { ja: '電話を受けた日時', en: 'When the call was taken' },
  calledAtMissing: { ja: '電話を受けた日時を入力してください', en: 'Enter when the call was taken' },
  fieldsTitle: { ja: '聞き取った内容', en: 'What was said' },
  fieldsLead: { ja: '分からない項目は「まだ分からない」を選びます。', en: 'Choose “not known yet” where nobody knows.' },
  fieldMissing: { ja: '{label}：回答するか「まだ分からない」を選んでください', en: '{label}: answer, or choose “not known yet”' },
  allUnknown: { ja: '残りを全て「まだ分からない」にする', en: 'The rest is not known yet' },
  file: { ja: '暗号化して受け付ける', en: 'Seal and file' },
  filing: { ja: '暗号化しています', en: 'Sealing' },
  doneTitle: { ja: '電話での報告を受け付けました', en: 'The report by telephone was filed' },
  doneLead: {
    ja: '次の復唱コードを読み上げ、相手に控えてもらってください。',
    en: 'Read this code out, and have the caller write it down.',
  },
  readBack: { ja: '復唱コード', en: 'Read-back code' },
  reportId: { ja: '報告番号', en: 'Report' },
  filedAt: { ja: '報告の日時', en: 'Filed at' },
  another: { ja: '別の電話を受け付ける', en: 'Take another call' },
  state: { ja: '状態', en: 'State' },
  unconfirmed: { ja: '未確認', en: 'Unconfirmed' },
  unconfirmedTitle: { ja: '電話で受け付けた報告です（未確認）', en: 'This came by telephone and is unconfirmed' },
  unconfirmedOperator: {
    ja: '{authority}の担当官が電話で聞き取りました。内容を確かめ、続報として書面の報告を提出すると確認済みになります。覚えがない場合は取下げを提出してください。',
    en: 'An officer of {authority} wrote it down in a call. File the written report as a follow-up to confirm it. If nobody of yours called, withdraw it.',
  },
  unconfirmedOfficer: {
    ja: '事業者が書面の報告を提出するまでは未確認です。',
    en: 'It stays unconfirmed until the operator has filed the written report.',
  },
  confirmedTitle: { ja: '電話で始まり、書面で確認された事案です', en: 'This began by telephone and was confirmed in writing' },
  withdrawnTitle: { ja: '電話で始まり、事業者が取り下げた事案です', en: 'This began by telephone and was withdrawn by the operator' },
  handedInTitle: { ja: 'ファイルで提出された報告です', en: 'This report was handed in as a file' },
  handedInBody: {
    ja: '通信なしで作られ、{received}に登録されました。',
    en: 'It was sealed without a network and entered at {received}.',
  },
  handedInReached: {
    ja: '担当官に届いたのは{reached}で、この時刻が報告の時刻です。',
    en: 'It reached an officer at {reached}, which counts as the time of the report.',
  },
  operatorNote: {
    ja: '電話での報告が登録されました。内容を確認し、書面の報告を提出してください。',
    en: 'A report by telephone was entered for you. Check it, and file the written report.',
  },
} as const satisfies TextSet
