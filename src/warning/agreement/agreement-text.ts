import type { LocalText } from '#base/language.ts'
import type { AgreedTlp, FactKind } from '#rulebook/release-rules-schema.ts'
import type { TextSet } from '#ui/text-set.ts'

/** Words of the page and the commands about what an operator agreed beforehand. */
export const agreementText = {
  title: { ja: '警報の自動公開への事前の同意', en: 'Agreement to automatic release' },
  lead: {
    ja: '夜間等で担当者が判断できない場合にも他の事業者へ速やかに警報を出せるよう、報告の際に同意の有無が記入されていないときの扱いを、あらかじめ定めます。',
    en: 'So that others are warned at once even when nobody is awake to decide: agree beforehand what may go out where a report says nothing on consent.',
  },
  bounds: {
    ja: '報告で「いいえ」と答えた場合、公開を控える期限がある場合及びTLP:REDの場合には、この同意は用いられません。公開審査は、この同意がある場合にも全て行われます。',
    en: 'It never counts where a report says no, has an embargo or is TLP:RED. The release gate makes all its checks all the same.',
  },
  current: { ja: '現在の同意', en: 'Agreed now' },
  none: { ja: '事前の同意はありません。', en: 'Nothing is agreed beforehand.' },
  runOut: { ja: '期限を過ぎたため、この同意は用いられません。', en: 'It has run out and counts no more.' },
  facts: { ja: '公開してよい内容', en: 'What may go out' },
  factsHint: { ja: '選ばなかった内容は公開されません。', en: 'What is not marked stays in.' },
  tlp: { ja: '最も広い共有範囲', en: 'Widest marking' },
  tlpHint: {
    ja: '報告でこれより厳しい共有範囲を選んだ場合は、報告の共有範囲によります。',
    en: 'A stricter marking in a report stays as it is.',
  },
  until: { ja: '有効期限', en: 'Until' },
  months: { ja: '有効期間', en: 'For how long' },
  monthsOption: { ja: '{count, number}か月', en: '{count, number} months' },
  agreedAt: { ja: '同意の日時', en: 'Agreed at' },
  giveTitle: { ja: '新たに同意する', en: 'Agree anew' },
  giveNote: {
    ja: 'あなたの鍵で署名し、公開ログに要約値だけを記録します。前の同意はこれに置き換わります。',
    en: 'It is signed with your own key; the public log holds its digest alone. It takes the place of the one before.',
  },
  give: { ja: '署名して同意する', en: 'Sign and agree' },
  given: { ja: '同意を記録しました', en: 'Your agreement is recorded' },
  revoke: { ja: '同意を直ちに撤回する', en: 'Take it back now' },
  revoked: { ja: '同意を撤回しました', en: 'It is taken back' },
  revokedNote: { ja: '既に公開された警報はそのまま残ります。', en: 'Warnings that are out already stay.' },
  factsMissing: { ja: '公開してよい内容を一つ以上選んでください。', en: 'Choose at least one kind of facts.' },
  tlpMissing: { ja: '最も広い共有範囲を選んでください。', en: 'Choose the widest marking.' },
  monthsMissing: { ja: '有効期間を選んでください。', en: 'Choose for how long.' },
  administratorsOnly: {
    ja: '同意及び撤回は、事業者の管理者が行います。',
    en: 'An administrator of your organisation agrees and takes it back.',
  },
} as const satisfies TextSet

/** Kinds of facts to whose release an operator may agree. */
export const factKindTexts: Readonly<Record<FactKind, LocalText>> = {
  kind: { ja: '攻撃の種別', en: 'Kind of attack' },
  indicators: { ja: 'インディケータ（通信先、ハッシュ値等）', en: 'Indicators: addresses, digests and the like' },
  techniques: { ja: '侵入の方法及び攻撃手法（ATT&CK）', en: 'Ways in and techniques (ATT&CK)' },
  vulnerabilities: { ja: '脆弱性（CVE）及び製品', en: 'Vulnerabilities (CVE) and products' },
  circumstances: { ja: '対象の区分、脅迫の態様及び波及の経路', en: 'Types of system, extortion, ways of spreading' },
}

/** Markings up to which an operator may agree. */
export const agreedTlpTexts: Readonly<Record<AgreedTlp, LocalText>> = {
  clear: { ja: 'TLP:CLEAR（制限なし）', en: 'TLP:CLEAR (no limit)' },
  green: { ja: 'TLP:GREEN（関係者の共同体内）', en: 'TLP:GREEN (community)' },
  amber: { ja: 'TLP:AMBER（受領組織とその顧客等）', en: 'TLP:AMBER (organisation and its clients)' },
  'amber+strict': { ja: 'TLP:AMBER+STRICT（受領組織内）', en: 'TLP:AMBER+STRICT (recipient’s organisation only)' },
}

/** What the commands about agreements are for. */
export const agreementCommandTexts = {
  show: { ja: '警報の自動公開への事前の同意を見る', en: 'show to what your organisation agreed beforehand' },
  give: {
    ja: '警報の自動公開にあらかじめ同意する（管理者が署名）',
    en: 'agree beforehand to automatic release, signed by an administrator',
  },
  revoke: { ja: '事前の同意を直ちに撤回する', en: 'take the agreement back at once' },
} as const satisfies Readonly<Record<string, LocalText>>
