import type { TextSet } from '#ui/text-set.ts'

/** Words of the demonstration's sign-in page. */
export const signInText = {
  title: { ja: '人物を選んでサインイン', en: 'Choose who to be' },
  lead: {
    ja: 'デモ環境では、架空の国の人物を選ぶだけでサインインできます。途中で別の人物に切り替えることもできます。',
    en: 'In the demonstration you sign in by choosing a person of a fictional country. You can become somebody else at any time.',
  },
  noDemo: { ja: 'この環境では、人物を選ぶサインインは利用できません', en: 'Signing in by choosing a person is not available here' },
  noDemoBody: {
    ja: 'この方法はデモ環境だけのものです。サインインの方法は、所属する組織の管理者に確認してください。',
    en: 'It exists in the demonstration only. Ask the administrator of your organisation how to sign in.',
  },
  search: { ja: '名前、組織又は役割で絞り込む', en: 'Filter by name, organisation or role' },
  side: { ja: '立場', en: 'Side' },
  allSides: { ja: '全て', en: 'All' },
  found: {
    ja: '{count, number}人が見つかりました',
    en: '{count, plural, =0 {No people found} one {# person found} other {# people found}}',
  },
  none: { ja: '該当する人物がいません。条件を変えてください。', en: 'Nobody matches. Try other words.' },
  sideCount: { ja: '{count, number}人', en: '{count, plural, one {# person} other {# people}}' },
  signInAs: { ja: 'サインイン', en: 'Sign in' },
  signInAsName: { ja: '：{name}（{organisation}）', en: ' as {name}, {organisation}' },
  showAll: { ja: '残り{count, number}人を表示', en: 'Show {count, number} more' },
  signedInAs: { ja: '現在は{name}さんとしてサインインしています。', en: 'You are signed in as {name} now.' },
} as const satisfies TextSet
