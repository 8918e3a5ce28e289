import type { TextSet } from '#ui/text-set.ts'

/** Words of the part of a warning's page with which recipients answer. */
export const answersText = {
  title: { ja: '検知報告', en: 'Your answer' },
  lead: {
    ja: '検知、遮断又は誤検知をお知らせください。ほかの組織の判断に役立ち、誤ったインディケータは取り消されます。組織名は保存されません。同じ組織からの回答は1件として数え、ボタンをもう一度押すと取り消せます。',
    en: 'Say what you met, what you block, and what is harmless. It helps others, and takes back what is wrong. The name of your organisation is not kept; it counts once, and pressing a button again takes the answer back.',
  },
  whole: { ja: '警報全体への回答', en: 'For the whole warning' },
  wholeLead: {
    ja: '全てのインディケータについて同じ回答をする場合に使用してください。',
    en: 'The same answer for every indicator at once.',
  },
  answerOf: { ja: '（{subject}）', en: ': {subject}' },
  counts: { ja: '回答した組織の数', en: 'Organisations that answered' },
  countsLead: {
    ja: '件数は1日1回更新し、3組織以上になった場合に限り、段階的な値で表示します。',
    en: 'Numbers change once a day, appear from three organisations on, and are shown in steps.',
  },
  countedAt: { ja: '集計時点', en: 'Counted' },
  notCounted: { ja: 'まだ集計されていません', en: 'Not counted yet' },
  column: { ja: '検知報告', en: 'Your answer' },
  othersSeen: { ja: '検知した組織：{number}', en: 'Seen by {number}' },
  othersBlocked: { ja: '遮断した組織：{number}', en: 'Blocked by {number}' },
  othersFalse: { ja: '誤検知とした組織：{number}', en: 'False positive for {number}' },
  disputed: {
    ja: '複数の組織が誤検知と回答。取消し予定',
    en: 'Several call it a false positive: about to be taken back',
  },
  over: {
    ja: 'この警報は撤回されたか、有効期間が終了したため、回答できません。',
    en: 'This warning was taken back or is over: it takes no answers.',
  },
} as const satisfies TextSet

/** Words of the page that a link in a mail opens. */
export const answerLinkText = {
  title: { ja: '警報への回答', en: 'Answer a warning' },
  lead: {
    ja: 'メールで受け取った警報について、自組織の状況をお知らせください。組織名は保存されません。このリンクは1回だけ使用できます。',
    en: 'Say how your organisation fares with the warning that came by mail. Its name is not kept. The link is good for one answer.',
  },
  warning: { ja: '警報', en: 'Warning' },
  untold: { ja: '内容はサインインして確認してください', en: 'Sign in to read it' },
  number: { ja: '警報番号', en: 'Warning number' },
  published: { ja: '公開日時', en: 'Published' },
  choose: { ja: '回答', en: 'Your answer' },
  confirm: { ja: 'この内容で回答する', en: 'Send this answer' },
  notChosen: { ja: '回答を一つ選んでください。', en: 'Choose one answer.' },
  thanks: { ja: '回答を受け付けました', en: 'Thank you: your answer was taken' },
  thanksBody: {
    ja: '訂正する場合や、インディケータごとに回答する場合は、サインインして警報を開いてください。',
    en: 'To correct it, or to answer for single indicators, sign in and open the warning.',
  },
  spent: { ja: 'このリンクは使用済みです', en: 'This link has been used' },
  broken: { ja: 'リンクが正しくありません', en: 'This link is not complete' },
  brokenBody: {
    ja: 'メールのリンク全体をコピーして開いてください。',
    en: 'Copy the whole link of the mail and open it.',
  },
  expired: { ja: 'リンクの有効期間が終了しています', en: 'This link is too old' },
  expiredBody: { ja: 'サインインして警報を開き、回答してください。', en: 'Sign in and open the warning to answer it.' },
  over: { ja: 'この警報には回答できません', en: 'This warning takes no answers any more' },
  overBody: { ja: '警報が撤回されたか、有効期間が終了しました。', en: 'It was taken back, or is over.' },
  open: { ja: '警報を開く', en: 'Open the warning' },
} as const satisfies TextSet
