import type { TextSet } from '#ui/text-set.ts'

/** Words of the page on which the registrar says which organisations have one owner. */
export const answerOwnerText = {
  title: { ja: '同一所有者の組織', en: 'Organisations of one owner' },
  lead: {
    ja: '警報への回答は、組織名を保存せずに3組織以上となった時点で件数を公表します。同じ所有者に属する組織は、回答の集計において1組織として数えます。',
    en: 'Answers to warnings are kept without names, and counted from three organisations on. Those of one owner count as one.',
  },
  list: { ja: '登録済みの所有関係', en: 'On file' },
  none: { ja: '登録されている所有関係はありません。', en: 'None is on file.' },
  organisation: { ja: '組織', en: 'Organisation' },
  owner: { ja: '所有者', en: 'Owner' },
  act: { ja: '操作', en: 'Act' },
  remove: { ja: '登録を解除', en: 'Remove' },
  ofOrganisation: { ja: '（{organisation}）', en: ' ({organisation})' },
  add: { ja: '所有関係の登録', en: 'Add' },
  addLead: {
    ja: '登録後の回答から適用します。既に受け付けた回答には遡りません。',
    en: 'It counts for answers given from then on, and not for earlier ones.',
  },
  choose: { ja: '組織及び所有者を選ぶと登録できます。', en: 'Choose the organisation and its owner, then it can be saved.' },
  save: { ja: '登録する', en: 'Save' },
  saved: { ja: '登録しました。', en: 'Saved.' },
} as const satisfies TextSet
