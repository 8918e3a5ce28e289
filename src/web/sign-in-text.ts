import type { TextSet } from '#ui/text-set.ts'

/** Words of the sign-in page. */
export const signInText = {
  title: { ja: '人物を選んでサインイン', en: 'Choose who to be' },
  lead: {
    ja: 'デモ環境では、架空の国の人物を選ぶだけでサインインできます。途中で別の人物に切り替えることもできます。',
    en: 'In the demonstration you sign in by choosing a person of a fictional country. You can become somebody else at any time.',
  },
  plainTitle: { ja: 'サインイン', en: 'Sign in' },
  ownTitle: { ja: '自分のパスキー又は印刷コードでサインイン', en: 'Sign in with your own passkey or printed code' },
  ownBody: {
    ja: '鍵を登録した方が対象です。パスキーを失ったときは、印刷コードでサインインし、新しいパスキーを追加してください。',
    en: 'For people who have enrolled a key. If the passkey is lost, sign in with the printed code and add a new one.',
  },
  withPasskey: { ja: 'パスキーでサインイン', en: 'Sign in with a passkey' },
  withCode: { ja: '印刷コードでサインイン', en: 'Sign in with the printed code' },
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
