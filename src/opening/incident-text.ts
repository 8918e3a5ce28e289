import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { SignerVerdict } from './signer-check.ts'

/** Words of the page of one received incident. */
export const incidentText = {
  title: { ja: '{kind}の事案 {number}', en: 'Incident {number}: {kind}' },
  loadingTitle: { ja: '事案', en: 'Incident' },
  back: { ja: '受付一覧', en: 'Inbox' },
  number: { ja: '事案番号', en: 'Incident number' },
  opened: { ja: '最初の報告の受付日時', en: 'First report received' },
  latest: { ja: '最新の報告', en: 'Latest report' },
  version: { ja: '{stage}（第{revision, number}版）', en: '{stage} (version {revision, number})' },
  obligations: { ja: '報告義務及び期限', en: 'Obligations and deadlines' },
  noObligations: {
    ja: '法令上の報告義務は確認されていません。任意の報告として受け付けています。',
    en: 'No duty to report was found; it was filed voluntarily.',
  },
  stageState: { ja: '状態', en: 'State' },
  dueAt: { ja: '期限', en: 'Due' },
  promptly: { ja: '時間数の定めなし', en: 'The law names no number of hours' },
  startsAt: { ja: '起算点', en: 'Clock started' },
  startUnknown: { ja: '未確認又は定めなし', en: 'Not known, or none' },
  metAt: { ja: '報告を受け付けた日時', en: 'Reported at' },
  notMet: { ja: '未報告', en: 'Not reported yet' },
  reasons: { ja: '理由及び計算', en: 'Reasons and arithmetic' },
  rulebook: { ja: '規則集の版', en: 'Rulebook version' },
  readableParts: { ja: '開封せずに閲覧できる内容', en: 'What can be read without opening' },
  readableLead: {
    ja: '第{revision, number}版（{stage}）の回答です。組織名、被害の詳細、連絡先などは秘匿情報に含まれ、開封するまで表示できません。',
    en: 'Answers of version {revision, number} ({stage}). Names, damage in detail and contacts are sealed and cannot be shown before the report is opened.',
  },
  handling: { ja: '取扱情報（期限の管理、提出先の判定及び統計に使用）', en: 'Handling part: for clocks, routing and statistics' },
  shareable: { ja: '共有情報（警報の作成に使用）', en: 'Shareable part: what warnings are made from' },
  reports: { ja: '受け付けた報告及び秘匿情報', en: 'Reports and their sealed parts' },
  reportsLead: {
    ja: '秘匿情報を読むには、報告ごとに目的を示して開封します。開封は記録され、事業者に表示されます。',
    en: 'To read a sealed part, open its report and state why. Each opening is logged, and the operator sees it.',
  },
  report: { ja: '報告', en: 'Report' },
  filedAt: { ja: '受付日時', en: 'Filed' },
  sealedState: { ja: '秘匿情報', en: 'Sealed part' },
  sealed: { ja: '未開封', en: 'Sealed' },
  open: { ja: 'この画面で開封済み', en: 'Open on this page' },
  action: { ja: '操作', en: 'Action' },
  toOpen: { ja: '開封に進む', en: 'Go to opening' },
  toRead: { ja: '内容を表示', en: 'Read it' },
  ofReport: { ja: '：{report}', en: ': {report}' },
  versions: { ja: '版の比較', en: 'Versions side by side' },
  oneVersion: {
    ja: '報告は1件だけです。続報を受け付けると、ここで変更点を比較できます。',
    en: 'There is one report so far. Follow-ups can be compared here.',
  },
  before: { ja: '比較元', en: 'Compare' },
  after: { ja: '比較先', en: 'with' },
  showSame: { ja: '変更のない項目も表示する', en: 'Show unchanged answers too' },
  comparison: { ja: '第{before, number}版と第{after, number}版の比較', en: 'Version {before, number} and version {after, number}' },
  changes: {
    ja: '変更のある項目：{count, number}件',
    en: '{count, plural, =0 {No answer differs} one {# answer differs} other {# answers differ}}',
  },
  comparedSealed: {
    ja: '両方の版を開封しているため、秘匿情報も比較しています。',
    en: 'Both versions are open, so their sealed answers are compared too.',
  },
  comparedReadable: {
    ja: '秘匿情報は、両方の版を開封すると比較できます。',
    en: 'Sealed answers are compared once both versions are open.',
  },
  noDifference: { ja: '変更のある項目はありません。', en: 'No answer differs.' },
} as const satisfies TextSet

/** Words around the opening of a report. */
export const openingText = {
  title: { ja: '秘匿情報の開封', en: 'Open the sealed part' },
  titleOf: { ja: '{heading}：{report}', en: '{heading}: {report}' },
  back: { ja: '事案 {number}', en: 'Incident {number}' },
  intro: {
    ja: '秘匿情報は暗号化されています。開封すると、まず下の「記録される内容」が記録され、その後に鍵が渡されて、このブラウザー上で復号されます。記録されるまで、内容を読むことはできません。',
    en: 'The sealed part is encrypted. When you open it, what stands under “What will be logged” is logged first; then the key is released and the report is decrypted in this browser. Nothing can be read before it is logged.',
  },
  logged: { ja: '記録される内容', en: 'What will be logged' },
  loggedReport: { ja: '対象の報告', en: 'Report' },
  loggedAuthority: { ja: '開封した所管機関', en: 'Authority that opened it' },
  loggedOfficer: { ja: '開封した者', en: 'Who opened it' },
  loggedOfficerValue: {
    ja: 'あなたの識別子（事業者には、氏名の代わりに担当官ごとの仮名で表示）',
    en: 'Your identity; the operator sees a pseudonym of yours in place of the name',
  },
  loggedAt: { ja: '開封した日時', en: 'When' },
  loggedAtValue: { ja: '記録サービスが受け付けた時点の日時', en: 'The instant at which the log service takes it in' },
  loggedPurpose: { ja: '開封の目的', en: 'Purpose' },
  purposeMissing: { ja: '（未入力）', en: '(not stated yet)' },
  operatorSees: {
    ja: '報告した事業者は、この記録をいつでも閲覧できます。記録を訂正し、又は削除することはできません。',
    en: 'The operator that filed the report can see this entry at any time. It cannot be changed or deleted.',
  },
  quota: {
    ja: '現在、あと{left, number}件を開封できます（上限：1時間に{perHour, number}件、24時間に{perDay, number}件）。',
    en: 'You may open {left, number} more now (at most {perHour, number} within an hour and {perDay, number} within 24 hours).',
  },
  quotaReached: { ja: '開封できる件数の上限に達しました', en: 'You have reached the limit of openings' },
  quotaReachedBody: {
    ja: '再び開封できるのは {at} からです。急を要する場合は、貴機関の管理者が一時的に上限を引き上げることができます。記録は残っていません。',
    en: 'It goes on at {at}. If that is too late, an administrator of your authority can allow more for a time. Nothing was logged.',
  },
  purpose: { ja: '開封の目的', en: 'Why do you open it?' },
  purposeHint: { ja: '事業者にも表示されます。', en: 'The operator will see it.' },
  otherPurpose: { ja: 'その他', en: 'Another purpose' },
  words: { ja: '目的の具体的な内容', en: 'Purpose in detail' },
  wordsHint: {
    ja: '{limit, number}字以内で記入してください。事業者にも表示されます。',
    en: 'At most {limit, number} characters. The operator will see them.',
  },
  choosePurpose: { ja: '開封の目的を選択してください', en: 'Choose why you open the report' },
  giveWords: { ja: '目的の具体的な内容を記入してください', en: 'State the purpose in words' },
  wordsTooLong: {
    ja: '目的の具体的な内容は{limit, number}字以内で記入してください',
    en: 'Use at most {limit, number} characters for the purpose',
  },
  demoKey: { ja: 'デモ環境における鍵の取扱い', en: 'Your key in the demonstration' },
  demoKeyBody: {
    ja: '開封には担当官本人の鍵が必要です。デモ環境では、架空の人物である{name}さんの鍵のパスフレーズをサーバーから取得し、このブラウザー上で鍵を解除します。実際の運用では、パスフレーズがサーバーに保存されることはありません。',
    en: 'Opening takes the officer’s own key. Here the server tells the passphrase of {name}, who is fictional, and the key is unlocked in this browser. In real use no server knows a passphrase.',
  },
  keyHeld: {
    ja: '鍵は解除済みです。最長8時間、又はサインアウトするまで、このブラウザーのメモリーにだけ保持されます。',
    en: 'Your key is unlocked. It stays in the memory of this browser alone, for eight hours at most or until you sign out.',
  },
  open: { ja: '記録して開封する', en: 'Log it and open' },
  locked: { ja: '鍵を解除できませんでした', en: 'Your key could not be unlocked' },
  lockedBody: {
    ja: '鍵のロックを解除してから、もう一度お試しください。報告は開封されておらず、記録も残っていません。',
    en: 'Unlock your key and try again. The report was not opened and nothing was logged.',
  },
  refused: { ja: '開封は受け付けられませんでした', en: 'The opening was refused' },
  refusedBody: {
    ja: '署名を確認できないか、端末の時計が5分以上ずれています。端末の日時を確認し、もう一度お試しください。記録は残っていません。',
    en: 'The signature could not be checked, or the clock of this device is more than five minutes off. Check date and time and try again. Nothing was logged.',
  },
  unreadable: { ja: '復号できませんでした', en: 'The report could not be decrypted' },
  unreadableBody: {
    ja: '開封は記録されましたが、あなたの鍵では復号できませんでした。報告が所管機関の鍵に宛てられていないか、破損しています。',
    en: 'The opening is logged, but your key does not decrypt the report: it was not sealed for your authority, or it is damaged.',
  },
  altered: { ja: '報告が改変されています', en: 'The report was altered' },
  alteredBody: {
    ja: '開封は記録されましたが、報告者の署名が内容と一致しません。署名の後に改変されたおそれがあるため、内容は表示しません。管理者に連絡してください。',
    en: 'The opening is logged, but the filer’s signature does not fit the content. It may have been changed after signing, so it is not shown. Tell the administrator.',
  },
  openedTitle: { ja: '秘匿情報', en: 'Sealed part' },
  answers: { ja: '報告者の回答', en: 'What the filer answered' },
  openedAt: { ja: '開封を記録しました', en: 'The opening is logged' },
  openedEntry: {
    ja: '開封番号 {id}。内容はこのブラウザーのメモリーにだけあり、ページを再読み込みするか、サインアウトすると消えます。',
    en: 'Entry {id}. The content is in the memory of this browser alone; it goes when you reload the page or sign out.',
  },
  signerCheck: { ja: '署名の確認', en: 'Signature' },
  checking: { ja: '署名者の鍵を確認しています', en: 'Checking the signer’s key' },
  signedBy: { ja: '署名した組織：{name}', en: 'Signed by: {name}' },
  listTitle: { ja: '所管機関による開封の記録', en: 'Openings by your authority' },
  listLead: {
    ja: 'この事案について、自機関の担当官が開封した記録です。事業者は、全ての所管機関による開封の記録を閲覧できます。',
    en: 'What officers of your authority opened of this incident. The operator sees the openings of every authority.',
  },
  listEmpty: { ja: '自機関による開封の記録はありません。', en: 'Your authority has opened nothing of this incident.' },
  listAt: { ja: '日時', en: 'When' },
  listOfficer: { ja: '担当官（仮名）', en: 'Officer (pseudonym)' },
  listPurpose: { ja: '目的', en: 'Purpose' },
  listReport: { ja: '報告', en: 'Report' },
} as const satisfies TextSet

/** What the check of a signer told, for people: a title and what it means. */
export const signerTexts: Readonly<Record<SignerVerdict, { readonly title: LocalText; readonly body: LocalText }>> = {
  listed: {
    title: { ja: '報告者の署名を確認しました', en: 'The filer’s signature is in order' },
    body: {
      ja: '署名に使われた鍵は、鍵の台帳に登録された事業者の鍵と一致します。',
      en: 'The key that signed the report is the one that the directory lists for an operator.',
    },
  },
  'not-listed': {
    title: { ja: '署名者の鍵が台帳に登録されていません', en: 'The directory does not know the signer’s key' },
    body: {
      ja: '報告者が誰であるかを確認できません。内容を信頼する前に、別の手段で事業者に確認してください。',
      en: 'Who filed the report cannot be told. Ask the operator by other means before you rely on it.',
    },
  },
  'other-key': {
    title: { ja: '署名者の鍵が台帳の鍵と異なります', en: 'The signer’s key differs from the directory’s' },
    body: {
      ja: '他者が報告者になりすましたおそれがあります。内容を信頼せず、別の手段で事業者に確認し、管理者に連絡してください。',
      en: 'Somebody may pose as the filer. Do not rely on the report; ask the operator by other means and tell the administrator.',
    },
  },
  officer: {
    title: { ja: '担当官が電話で聞き取り、署名した報告です', en: 'An officer wrote this down in a call and signed it' },
    body: {
      ja: '事業者の署名ではありません。事業者が書面の報告を提出するまでは未確認です。',
      en: 'The operator has not signed it. It is unconfirmed until the operator files the written report.',
    },
  },
  'no-operator': {
    title: { ja: '署名者は事業者ではありません', en: 'The signer is no operator' },
    body: {
      ja: '鍵は台帳に登録されていますが、事業者の鍵ではありません。内容を信頼せず、管理者に連絡してください。',
      en: 'The directory lists the key, but for no operator. Do not rely on the report and tell the administrator.',
    },
  },
}
