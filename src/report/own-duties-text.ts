import type { TextSet } from '#ui/text-set.ts'

/** Words of an operator's page of what it owes over all laws and incidents. */
export const ownDutiesText = {
  lead: {
    ja: '全ての事案について、法令上求められる報告を期限の近い順に示します。',
    en: 'Everything that a law asks of you, over all incidents, the next deadline first.',
  },
  empty: { ja: '提出すべき報告はありません。', en: 'You owe nothing now.' },
  duty: { ja: '{title}：{stage}', en: '{title}: {stage}' },
  round: { ja: '（{round, number}回目）', en: ' (round {round, number})' },
  due: { ja: '期限', en: 'Due' },
  incident: { ja: '対象の事案', en: 'Incident' },
  incidentName: { ja: '{kind}の事案 {number}', en: '{kind} {number}' },
  why: { ja: '理由', en: 'Why' },
  recipients: { ja: '報告先', en: 'Report to' },
  file: { ja: 'この報告を作成する', en: 'File it now' },
  fileSuffix: { ja: '（{title}：{stage}、事案 {number}）', en: ' ({title}: {stage}, incident {number})' },
  elsewhere: {
    ja: 'この法令の報告先は、このシステムで報告を受け付けていません。下記の報告先に、定められた方法で直接報告してください。',
    en: 'The body that this law names takes no reports on this platform. Report to it directly, in the way it asks for.',
  },
  source: { ja: '条文を確認する：{name}', en: 'Read the law: {name}' },
  state: { ja: '別の方法で報告したことを記録する', en: 'Record that you reported it another way' },
  stateBody: {
    ja: 'このシステムを使わずに報告した場合は、報告した日時を記録してください。この義務は報告済みとなり、自己申告によるものとして表示されます。記録は取り消せません。',
    en: 'If you reported outside this platform, record when. The duty then counts as met, and is shown as met by your own word. It cannot be undone.',
  },
  stateAt: { ja: '報告した日時', en: 'When you reported it' },
  stateSend: { ja: '報告済みとして記録', en: 'Record it as reported' },
  stateMissing: { ja: '報告した日時を入力してください', en: 'Enter when you reported it' },
  settled: { ja: '報告済み・終了したもの', en: 'Reported or no longer owed' },
  settledEmpty: { ja: 'まだありません。', en: 'There are none yet.' },
  settledDuty: { ja: '義務', en: 'Duty' },
  settledState: { ja: '状態', en: 'State' },
  settledAt: { ja: '報告した日時', en: 'Reported' },
  byStatement: { ja: '自己申告による', en: 'by your own word' },
} as const satisfies TextSet
