import type { TextSet } from '#ui/text-set.ts'

/** Words of the frame around every page and of the pages that say something went wrong. */
export const shellText = {
  name: { ja: 'Noroshi', en: 'Noroshi' },
  nameInKanji: { ja: '狼煙', en: '狼煙' },
  tagline: { ja: 'サイバー事案の報告と警報', en: 'Cyber incident reporting and warning' },
  home: { ja: 'Noroshi トップページ', en: 'Noroshi start page' },
  signIn: { ja: 'サインイン', en: 'Sign in' },
  account: { ja: 'アカウント：{name}', en: 'Account: {name}' },
  roles: { ja: '役割', en: 'Roles' },
  organisation: { ja: '組織', en: 'Organisation' },
  switchPersona: { ja: '別の人物に切り替える', en: 'Become somebody else' },
  keys: { ja: '鍵とサインイン', en: 'Keys and sign-in' },
  signOut: { ja: 'サインアウト', en: 'Sign out' },
  footerAbout: {
    ja: 'Noroshi は、サイバー事案の報告と警報のためのオープンソースソフトウェアです（Apache License 2.0）。',
    en: 'Noroshi is open-source software for incident reports and warnings (Apache License 2.0).',
  },
  footerDesign: {
    ja: '画面は、デジタル庁デザインシステムのデザイントークンを使って独自に制作したものです。デジタル庁が制作又は承認したものではありません。',
    en: 'The pages are our own work on the design tokens of the Digital Agency’s design system; the Agency has neither made nor endorsed them.',
  },
  footerVerify: { ja: '受領証・警報の検証', en: 'Verify a receipt or a warning' },
  footerApi: { ja: 'API 仕様', en: 'API reference' },
  footerComponents: { ja: '画面部品の一覧', en: 'Design components' },
  footerLicences: { ja: '利用ソフトウェアのライセンス', en: 'Licences of the software used' },
  notFoundTitle: { ja: 'ページが見つかりません', en: 'Page not found' },
  notFoundBody: {
    ja: 'アドレスに誤りがないか確認してください。ページが移動又は削除された可能性もあります。',
    en: 'Check the address. The page may also have moved or gone.',
  },
  toStart: { ja: 'トップページへ', en: 'Go to the start page' },
  errorTitle: { ja: 'ページを表示できません', en: 'This page cannot be shown' },
  errorBody: {
    ja: '表示の途中で問題が発生しました。再読み込みしても解消しない場合は、管理者に連絡してください。',
    en: 'Something went wrong while showing it. If reloading does not help, tell the administrator.',
  },
  reload: { ja: '再読み込み', en: 'Reload' },
  wrongRoleTitle: { ja: 'このページは現在の役割では利用できません', en: 'Your present role cannot use this page' },
  wrongRoleBody: {
    ja: 'このページを利用できる役割：{roles}',
    en: 'Roles that can use it: {roles}',
  },
  oldBrowser: {
    ja: 'お使いのブラウザーには必要な機能（{features}）がありません。最新版のブラウザーをご利用ください。',
    en: 'This browser lacks what is needed here ({features}). Please use a current one.',
  },
} as const satisfies TextSet
