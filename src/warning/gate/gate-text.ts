import type { LocalText } from '#base/language.ts'
import type { FindingCode, FindingEffect } from './finding.ts'

/** What the gate found, in words for an officer. */
export const findingTexts: Readonly<Record<FindingCode, LocalText>> = {
  'consent-refused': {
    ja: '報告者は、他の事業者への注意喚起に用いることに同意していません。',
    en: 'The reporter does not consent to others being warned with it.',
  },
  'consent-unknown': {
    ja: '他の事業者への注意喚起に用いることへの同意が確認できていません。',
    en: 'Whether the reporter consents to others being warned with it is not known.',
  },
  embargo: { ja: '公開を控える期限が到来していません。', en: 'The embargo has not ended.' },
  'marking-red': {
    ja: 'TLP:RED（名宛人限り）のため、公開できません。',
    en: 'Marked TLP:RED: for named recipients only.',
  },
  'operator-named': {
    ja: '事業者を特定し得る記載が含まれています。該当箇所を除いた内容を確認してください。',
    en: 'It holds something that may identify an operator. Check what is left without it.',
  },
  'denied-word': {
    ja: '報告者又は運用者が公開しないよう指定した語句が含まれています。該当箇所を除いた内容を確認してください。',
    en: 'It holds a word that the reporter, or this installation, wants kept in. Check what is left without it.',
  },
  'group-too-narrow': {
    ja: '対象の分野の記載と製品の組合せに当てはまる事業者が少なく、被害者を推測されるおそれがあります。',
    en: 'So few operators fit the groups of sectors and the products together that the victim could be guessed.',
  },
  'taken-down': {
    ja: '個人又は組織が特定されるとして警報から削除された値が含まれています。',
    en: 'It holds a value that was taken out of a warning because it named somebody.',
  },
  unscannable: { ja: '長すぎるため検査できない値が含まれています。', en: 'It holds a value that is too long to be scanned.' },
  'nothing-left': {
    ja: '公開できない部分を除くと、注意喚起に用いる内容が残りません。',
    en: 'Without what must not be released, nothing is left to warn with.',
  },
  'gate-failure': { ja: '審査の処理に失敗したため、公開していません。', en: 'The gate failed on it, so it was not released.' },
  'false-alarm': { ja: '誤報として報告されています。', en: 'It was reported as a false alarm.' },
  'not-malicious': { ja: '不正な行為によるものではないと報告されています。', en: 'It was reported as no malicious act.' },
  'nothing-reported': { ja: '注意喚起に用いる技術情報が報告されていません。', en: 'No technical facts to warn with were reported.' },
  'already-warned': {
    ja: 'この事案については、同じ内容の警報を既に公開しています。',
    en: 'A warning of this incident says the same already.',
  },
  'already-shared': {
    ja: 'この事案の以前の警報に載せた値であるため、繰り返していません。',
    en: 'Not repeated: an earlier warning of this incident carries the value.',
  },
  'known-good': {
    ja: '正当な用途で広く使われている値であるため、除外しました。',
    en: 'Left out: the value is in wide legitimate use.',
  },
  'victim-side': {
    ja: '被害を受けた側の値（宛先・対象）であるため、除外しました。',
    en: 'Left out: the value belongs to the victim’s side (a recipient or a target).',
  },
  'made-for-one': {
    ja: '被害者ごとに作られることが多い種類の値であるため、除外しました。',
    en: 'Left out: values of this kind are often made for one victim.',
  },
  'personal-data': {
    ja: '個人に関する情報が含まれているため、その部分を除外しました。',
    en: 'Left out: the part that holds personal data.',
  },
  secret: {
    ja: '認証情報又は鍵と見られる文字列が含まれているため、その部分を除外しました。',
    en: 'Left out: the part that looks like a credential or a key.',
  },
  'free-text': { ja: '自由記述であるため、除外しました。', en: 'Left out: it is free text.' },
  'product-not-listed': {
    ja: '広く使われている製品の一覧にない製品名であるため、除外しました。',
    en: 'Left out: the product is not on the list of widely used ones.',
  },
  'product-too-rare': {
    ja: 'この製品を利用する事業者が少なく、被害者を推測し得るため、除外しました。',
    en: 'Left out: so few operators use the product that the victim could be guessed.',
  },
  'not-agreed': {
    ja: '事前の同意の対象に含まれない内容であるため、除外しました。',
    en: 'Left out: the agreement given beforehand does not cover it.',
  },
  'not-for-release': { ja: '公開の対象としない項目であるため、除外しました。', en: 'Left out: the field is not for release.' },
  unreadable: { ja: 'インディケータとして読み取れないため、除外しました。', en: 'Left out: it cannot be read as an indicator.' },
  'too-many': {
    ja: '一つの警報に載せられる件数（1万件）を超えたため、有用と見られるものから順に載せ、残りを除外しました。残りは、同じ事案の続報に記載すると、次の警報に載ります。',
    en: 'Left out: one warning carries 10,000 indicators, those that seem most useful first. What is left goes out with the next warning if an update of this incident reports it.',
  },
  'reduced-to-domain': {
    ja: '電子メールアドレスは、ドメイン名のみを用いました。',
    en: 'Of the e-mail address, only the domain name was used.',
  },
  'reduced-address': {
    ja: '利用者名、検索条件、フラグメント又はフォルダー名を取り除きました。',
    en: 'User name, query, fragment or folder were taken off the value.',
  },
  'reduced-to-host': {
    ja: '被害者ごとに作られた部分を含むと見られるため、その上位のホスト名又はドメイン名のみを用いました。',
    en: 'It seems to hold a part made for one victim; only the host or domain above it was used.',
  },
  'label-widened': {
    ja: '対象の分野を示すと被害者を推測し得るため、重要インフラ全般を対象としました。',
    en: 'Naming the sectors would let the victim be guessed, so the warning is for all critical infrastructure.',
  },
}

/** What follows from a finding. */
export const findingEffectTexts: Readonly<Record<FindingEffect, LocalText>> = {
  holds: { ja: '担当官の確認待ち', en: 'Waits for an officer' },
  ends: { ja: '警報の対象外', en: 'No warning' },
  drops: { ja: '除外', en: 'Left out' },
  reduces: { ja: '一部のみ使用', en: 'Used in part' },
}
