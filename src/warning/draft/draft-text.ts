import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { WarningAct } from '../warning.ts'
import type { DraftState } from './draft.ts'

/** Words of the list of drafts. */
export const draftsText = {
  title: { ja: '警報の起案・承認', en: 'Drafts of warnings' },
  lead: {
    ja: '警報は、起案した者と承認する者の2人が署名して公開されます。公開、改訂及び撤回のいずれも、1人では行えません。',
    en: 'A warning goes out once the person who drafted it and another one who approves it have signed. Nobody releases, revises or recalls one alone.',
  },
  awaiting: { ja: '承認待ち', en: 'Waiting for approval' },
  awaitingEmpty: { ja: '承認を待っている起案はありません。', en: 'Nothing waits for approval.' },
  written: { ja: '作成中', en: 'Being written' },
  writtenEmpty: { ja: '作成中の起案はありません。', en: 'Nothing is being written.' },
  settled: { ja: '終了したもの', en: 'Settled' },
  settledEmpty: { ja: '終了した起案はありません。', en: 'Nothing has been settled yet.' },
  warning: { ja: '件名', en: 'Subject' },
  state: { ja: '状態', en: 'State' },
  changed: { ja: '更新日時', en: 'Last change' },
  fromCampaign: { ja: '攻撃活動から起案', en: 'About a campaign' },
  fromReport: { ja: '保留中の報告から起案', en: 'From a held report' },
  ownSignature: { ja: '署名済み（本人）', en: 'Signed by you' },
  sentBack: { ja: '公開審査から差し戻し', en: 'Sent back by the gate' },
  begin: { ja: '新しい警報を起案', en: 'Draft a new warning' },
  hiddenOpen: { ja: '（{date}更新）', en: ' (changed {date})' },
} as const satisfies TextSet

/** Words of the part of a campaign's page about its warnings. */
export const campaignWarningsText = {
  title: { ja: 'この攻撃活動についての警報', en: 'Warnings about this campaign' },
  lead: {
    ja: '貴機関の事案のうち、報告者が注意喚起に同意しているものから、二つ以上の事案にある値と公開済みの値を一つの警報にまとめます。公開には2人の署名が必要です。',
    en: 'One warning from those of your incidents whose reporters agreed: the values that two incidents or more hold, and those that are out already. It takes two people.',
  },
  none: { ja: 'この攻撃活動についての警報は、まだ起案されていません。', en: 'No warning has been drafted about it yet.' },
  look: { ja: '内容', en: 'Content' },
  revise: { ja: '新たに分かったことを加えて改訂を起案', en: 'Draft a revision with what is new' },
  begin: { ja: 'この攻撃活動の警報を起案', en: 'Draft a warning about this campaign' },
  open: { ja: '起案を開く', en: 'Open the draft' },
  warning: { ja: '公開された警報を見る', en: 'See the warning' },
} as const satisfies TextSet

/** What the server says where there is nothing to draft about a campaign. */
export const campaignProblemTexts: Readonly<Record<string, LocalText>> = {
  NOTHING_TO_RELEASE: {
    ja: '注意喚起に用いることに同意した報告がないか、公開できる内容が残らないため、起案できません。',
    en: 'Nothing may go out: no reporter agreed, or nothing is left.',
  },
  NOTHING_NEW: {
    ja: '公開済みの警報に、新たに加えられるものはありません。',
    en: 'The warning that is out says everything already.',
  },
  DRAFT_EXISTS: { ja: 'ほかの人が既に起案しています。', en: 'Somebody is drafting it already.' },
}

/** Words of the page of one draft. */
export const draftText = {
  loading: { ja: '警報の起案', en: 'Draft of a warning' },
  content: { ja: '公開される内容', en: 'What would go out' },
  refused: { ja: '公開審査が公開しませんでした', en: 'The gate did not publish this' },
  refusedBody: {
    ja: '次の理由により、公開されずに差し戻されました。署名は取り消されています。内容を直して、署名をやり直してください。',
    en: 'It came back unpublished for these reasons, and its signatures are gone. Put it right, and sign again.',
  },
  found: { ja: '公開審査で問題となる箇所があります', en: 'The gate would not let this out' },
  foundBody: {
    ja: 'このまま署名しても、公開審査で差し戻されます。該当箇所を直してください。',
    en: 'Signed as it is, it would come back. Put right what is named here.',
  },
  clean: { ja: '登録済みの全事業者との照合で、問題は見つかりませんでした', en: 'Checked against all operators: nothing was found' },
  cleanBody: {
    ja: '公開の直前に、報告者が公開しないよう指定した語句も含めて、公開審査がもう一度確認します。',
    en: 'Just before it goes out the gate checks once more, then also for the words that the reporter wants kept in.',
  },
  rests: { ja: 'この起案の元', en: 'What this rests on' },
  restsOn: {
    ja: '攻撃活動に属する{count, number}件の報告です。公開の直前に、公開審査が全ての報告について、同意、公開を控える期限及び公開しない語句をもう一度確認します。',
    en: 'Reports of a campaign: {count, number}. Just before it goes out, the gate checks consent, embargo and the words to be kept in of every one of them again.',
  },
  toCampaign: { ja: '攻撃活動を見る', en: 'See the campaign' },
  said: { ja: '報告された内容と公開される内容', en: 'What was reported, and what goes out' },
  saidLead: {
    ja: '左は報告された共有情報、右は公開される形です。除かれた部分を、補足の文などで再び明らかにしないでください。',
    en: 'What was reported for release, and what becomes of it. Do not bring back in a note what was left out.',
  },
  typed: { ja: '報告された内容', en: 'Reported' },
  reasons: { ja: '保留の理由', en: 'Why it was held' },
  anonymity: { ja: 'この警報から推測され得る者', en: 'Who could be guessed from this' },
  anonymityLead: {
    ja: '警報と公開されている登録情報だけを知る者が、被害者をどこまで絞り込めるかを示します。',
    en: 'How far somebody who knows this warning and the public register alone could narrow down the victim.',
  },
  signatures: { ja: '署名', en: 'Signatures' },
  noSignatures: { ja: 'まだ署名はありません。', en: 'Nobody has signed yet.' },
  drafter: { ja: '起案', en: 'Drafted' },
  approver: { ja: '承認', en: 'Approved' },
  signer: { ja: '署名者', en: 'Who' },
  part: { ja: '立場', en: 'As' },
  at: { ja: '署名日時', en: 'When' },
  overruled: {
    ja: '被害者の推測につながり得る記載を公開する理由：{reason}',
    en: 'Why it may say what could narrow down the victim: {reason}',
  },
  twoReleasersOverruled: {
    ja: '被害者の推測につながり得る記載があるため、警報公開担当2人の承認が必要です。',
    en: 'It says what could narrow down the victim, so two releasers have to approve.',
  },
  twoReleasers: {
    ja: '報告者の同意が確認できていないため、警報公開担当2人の承認が必要です。法令上、同意なく公開できる場合に限り公開されます。',
    en: 'The reporter’s consent is not known, so two releasers have to approve, and it goes out only where the law lets you warn without consent.',
  },
  sign: { ja: '署名して承認に回す', en: 'Sign and ask for approval' },
  signTitle: { ja: '起案者として署名する', en: 'Sign as the one who drafted it' },
  signBody: {
    ja: 'あなたの鍵で、この内容に署名します。署名の後に内容を変えると、署名は無効になります。',
    en: 'Your own key signs this very content. Any change afterwards voids the signature.',
  },
  approve: { ja: '署名して承認する', en: 'Sign and approve' },
  approveTitle: { ja: '承認する', en: 'Approve' },
  approveBody: {
    ja: '承認すると、次の公開時刻に、全ての配信経路で公開されます。公開後は取り消せません（改訂又は撤回のみ可能です）。',
    en: 'Once approved, it goes out on every channel at the next tick. It cannot be undone then, only revised or recalled.',
  },
  approveRecall: {
    ja: '承認すると、次の公開時刻に、全ての配信経路で撤回が通知されます。撤回したものを元に戻すことはできません。',
    en: 'Once approved, every channel is told of it at the next tick. What is taken back stays so.',
  },
  ownDraft: { ja: 'ほかの人の承認が必要です', en: 'Somebody else has to approve' },
  ownDraftBody: {
    ja: 'あなたは既に署名しています。同じ機関の警報公開担当に承認を依頼してください。',
    en: 'You have signed already. Ask a releaser of your authority to approve.',
  },
  waitsReleaser: { ja: '警報公開担当の承認を待っています', en: 'Waiting for a releaser’s approval' },
  waitsGate: { ja: '次の公開時刻に公開されます', en: 'Goes out at the next tick' },
  waitsGateBody: { ja: '公開審査の最終確認を待っています。', en: 'It waits for the gate’s last check.' },
  isOut: { ja: '公開しました', en: 'It is out' },
  isDropped: { ja: 'この起案は破棄されました', en: 'This draft was dropped' },
  toWarning: { ja: '公開された警報を見る', en: 'See the warning' },
  edit: { ja: '内容を編集', en: 'Edit' },
  takeBack: { ja: '起案に戻す', en: 'Take it back to be changed' },
  drop: { ja: '破棄', en: 'Drop' },
  recallTitle: { ja: '撤回の内容', en: 'What the recall does' },
  recallAll: {
    ja: 'この警報の全体を撤回します。STIX/TAXII、MISP、CSV等の一覧、ウェブフック、電子メール、警報のページ及びイベントストリームの全てに反映され、後から受け取る者にも有効なものとして示されることはありません。',
    en: 'Takes back the whole warning: on STIX/TAXII, MISP, CSV and other lists, webhooks, mail, the page and the event stream. Latecomers never see it as live.',
  },
  recallSome: {
    ja: '次のインディケータを撤回し、警報を改訂します。残りのインディケータは引き続き有効です。',
    en: 'Takes back these indicators and revises the warning. The others go on counting.',
  },
  recallReason: { ja: '理由', en: 'Reason' },
  recallValues: { ja: '撤回されるインディケータ', en: 'What is taken back' },
  place: { ja: '該当箇所：{place}', en: 'Where: {place}' },
} as const satisfies TextSet

/** States of drafts. */
export const draftStateTexts: Readonly<Record<DraftState, LocalText>> = {
  draft: { ja: '作成中', en: 'Being written' },
  submitted: { ja: '承認待ち', en: 'Waiting for approval' },
  approved: { ja: '公開待ち', en: 'Approved' },
  published: { ja: '公開済み', en: 'Published' },
  dropped: { ja: '破棄', en: 'Dropped' },
}

/** What a draft is for. */
export const draftActTexts: Readonly<Record<WarningAct, LocalText>> = {
  release: { ja: '新規', en: 'New' },
  revision: { ja: '改訂', en: 'Revision' },
  recall: { ja: '撤回', en: 'Recall' },
}

/** Why the gate sent a draft back, beyond what it finds in texts. */
export const refusalTexts: Readonly<Record<string, LocalText>> = {
  'signature-wrong': {
    ja: '署名と内容が一致しません。署名の後に内容が変わった可能性があります。',
    en: 'A signature does not fit the content: it was changed afterwards.',
  },
  'person-not-entitled': {
    ja: '署名した者に、その立場での権限がありません（異動等を含みます）。',
    en: 'Somebody who signed does not, or no longer, hold the role for it.',
  },
  'product-too-rare': {
    ja: 'この製品の利用を届け出た事業者が少なく、被害者を推測されるおそれがあります。製品名を除くか、理由を記載して公開担当2人の承認を得てください。',
    en: 'So few operators declared this product that the victim could be guessed. Leave it out, or give a reason and have two releasers approve.',
  },
  'group-too-narrow': {
    ja: '対象の分野の記載と製品の組合せに当てはまる事業者が少なく、被害者を推測されるおそれがあります。製品名を除くか、理由を記載して公開担当2人の承認を得てください。',
    en: 'So few operators fit the groups of sectors and the products together that the victim could be guessed. Leave products out, or give a reason and have two releasers approve.',
  },
  'made-for-one': {
    ja: '被害者ごとに作られることが多い種類の値です。値を除くか、理由を記載して公開担当2人の承認を得てください。',
    en: 'Values of this kind are often made for one victim. Leave it out, or give a reason and have two releasers approve.',
  },
  'personal-data': { ja: '個人に関する情報が含まれています。除いてください。', en: 'It holds personal data. Leave that out.' },
  secret: { ja: '認証情報が含まれています。除いてください。', en: 'It holds a credential. Leave that out.' },
  'known-good': {
    ja: '正当な用途で広く使われている値が含まれています。除いてください。',
    en: 'It holds a value in wide legitimate use. Leave that out.',
  },
  'signer-not-vouched': {
    ja: '署名した者の鍵を、署名付きの鍵名簿も、そこに載る管理者も保証していません。管理者が指紋を照合して承認した後に、署名をやり直してください。',
    en: 'Neither the signed directory nor an administrator whom it lists vouches for the key of somebody who signed. Have an administrator compare the fingerprint and approve it, then sign again.',
  },
  'approval-missing': { ja: '必要な人数の署名がそろっていません。', en: 'Not enough people have signed.' },
  'not-received': {
    ja: '起案の元となった報告は、この機関に提出されたものではありません。',
    en: 'The report from which it is was not made to this authority.',
  },
  'report-unreadable': {
    ja: '起案の元となった報告を、公開審査が読み取れませんでした。',
    en: 'The gate could not read a report from which it is.',
  },
  'no-attack': {
    ja: '起案の元となった報告の事案は、攻撃ではなかったと報告されたか、取り下げられました。',
    en: 'A report from which it is proved to be no attack, or was withdrawn.',
  },
  embargo: { ja: '公開を控える期限が到来していません。', en: 'The embargo has not ended.' },
  'consent-missing': {
    ja: '報告者の同意がなく、同意なしで公開できるとする法令の規定もありません。',
    en: 'The reporter has not agreed, and no rule lets you warn without that.',
  },
  'marking-loosened': {
    ja: 'TLP又はPAPが、報告に付されたものより緩くなっています。',
    en: 'TLP or PAP is looser than the report’s.',
  },
  outdated: {
    ja: '起案の後に、警報が別に改訂されました。内容を開いて保存し直すと、最新の版に基づくものになります。',
    en: 'The warning has been revised since. Open and save the draft again to bring it up to date.',
  },
  'warning-gone': { ja: '警報は既に撤回されています。', en: 'The warning has been recalled already.' },
}

/** Words of the form that changes a draft. */
export const editorText = {
  title: { ja: '内容を編集', en: 'Edit the warning' },
  kind: { ja: '攻撃の種類', en: 'Kind of attack' },
  tlp: { ja: 'TLP（共有の範囲）', en: 'TLP (with whom it may be shared)' },
  pap: { ja: 'PAP（用途）', en: 'PAP (what it may be used for)' },
  confidence: { ja: '確からしさ', en: 'How sure it is' },
  validUntil: { ja: '有効期限（この日の前日まで有効）', en: 'Valid until the day before' },
  validUntilHint: { ja: '協定世界時の日付。例：2027-01-31', en: 'A day in UTC, as in 2027-01-31' },
  actions: { ja: '受け取る者が行うこと', en: 'What recipients should do' },
  actionsHint: { ja: '一つも選ばない場合、内容から自動的に選ばれます。', en: 'Where none is chosen, they follow from the content.' },
  noteJa: { ja: '担当官からの補足（日本語）', en: 'Note by an officer (Japanese)' },
  noteEn: { ja: '担当官からの補足（英語）', en: 'Note by an officer (English)' },
  overrule: { ja: '被害者の推測につながり得る記載を公開する理由', en: 'Why it may say what could narrow down the victim' },
  overruleHint: {
    ja: '利用者の少ない製品などをあえて公開する場合に限り記載します。公開担当2人の承認が必要になり、理由は起案とともに保存されます（警報には載りません）。',
    en: 'Only to release, knowingly, a product that few use and the like. It then takes two releasers; the reason is kept with the draft and is no part of the warning.',
  },
  noteHint: {
    ja: '両方の言語で書いてください。事業者名、地域、日時など、被害者の推測につながることは書かないでください。',
    en: 'In both languages. Nothing that narrows down the victim: no names, regions or times.',
  },
  techniques: { ja: '手口（ATT&CK番号、空白区切り）', en: 'Techniques (ATT&CK ids, separated by spaces)' },
  cve: { ja: '脆弱性（CVE番号、空白区切り）', en: 'Vulnerabilities (CVE ids, separated by spaces)' },
  products: { ja: '製品（1行に1件。「製品名 | 版」）', en: 'Products (one a line, “name | version”)' },
  indicators: { ja: 'インディケータ', en: 'Indicators' },
  noIndicators: { ja: 'インディケータはありません。', en: 'There are no indicators.' },
  value: { ja: '値', en: 'Value' },
  advice: { ja: '推奨する対応', en: 'Advice' },
  adviceOf: { ja: '{value}への対応', en: 'Advice on {value}' },
  remove: { ja: '除く', en: 'Leave out' },
  removeOf: { ja: '{value}を除く', en: 'Leave out {value}' },
  action: { ja: '操作', en: 'Action' },
  add: { ja: 'インディケータを追加', en: 'Add indicators' },
  addHint: {
    ja: 'IPアドレス、ドメイン名、URL、ハッシュ値等を、どのような文章からでも読み取ります。',
    en: 'Addresses, domains, URLs and hashes are read out of any text.',
  },
  addButton: { ja: '読み取って追加', en: 'Read and add' },
  added: { ja: '{count, number}件を追加しました。', en: 'Added {count, number}.' },
  rules: { ja: '検知ルール', en: 'Detection rules' },
  ruleLanguage: { ja: '形式', en: 'Language' },
  ruleName: { ja: '名称', en: 'Name' },
  ruleText: { ja: 'ルール', en: 'Rule' },
  addRule: { ja: '検知ルールを追加', en: 'Add a detection rule' },
  removeRule: { ja: 'この検知ルールを除く', en: 'Leave this rule out' },
  save: { ja: '保存', en: 'Save' },
  cancel: { ja: '編集をやめる', en: 'Stop editing' },
} as const satisfies TextSet

/** What the server says of what cannot go into a warning. */
export const draftProblemTexts: Readonly<Record<string, LocalText>> = {
  INDICATOR_UNREADABLE: { ja: 'インディケータとして読み取れない値があります。', en: 'A value cannot be read as an indicator.' },
  VALIDITY_WRONG: { ja: '有効期限は、明日以降、1年以内の日付にしてください。', en: 'The validity must end after today and within a year.' },
  NOTE_IN_ONE_LANGUAGE: { ja: '補足は、日本語と英語の両方で書いてください。', en: 'Write the note in both languages.' },
  MARKING_LOOSENED: {
    ja: '報告又は以前の版の取扱区分より緩くすることはできません。',
    en: 'The marking cannot be made looser, nor changed in a revision.',
  },
  TEXT_EMPTY: { ja: '名称が入力されていません。', en: 'A name is missing.' },
  DETECTION_UNREADABLE: { ja: '検知ルールを読み取れません。', en: 'A detection rule cannot be read.' },
  DETECTION_INCOMPLETE: { ja: '検知ルールに、必要な項目がありません。', en: 'A detection rule lacks something that it needs.' },
  DETECTION_SEVERAL: { ja: 'Suricataのルールは、1件ずつ追加してください。', en: 'Add Suricata rules one by one.' },
  DRAFT_CHANGED: { ja: 'ほかの人が先に変更しました。読み込み直してください。', en: 'Somebody else changed it first; load it again.' },
}

/** Words of what officers can do with a warning that is out. */
export const actsText = {
  title: { ja: '担当官の操作', en: 'For officers' },
  revise: { ja: '改訂を起案', en: 'Draft a revision' },
  recallTitle: { ja: '撤回を起案', en: 'Draft a recall' },
  recallLead: {
    ja: '撤回には、別の者の承認が必要です。承認されると、全ての配信経路に撤回が通知されます。',
    en: 'A recall takes somebody else’s approval, and then reaches every channel.',
  },
  what: { ja: '撤回の対象', en: 'What to take back' },
  whole: { ja: '警報の全体', en: 'The whole warning' },
  some: { ja: '一部のインディケータのみ', en: 'Some indicators' },
  which: { ja: '撤回するインディケータ', en: 'Which indicators' },
  reason: { ja: '理由', en: 'Reason' },
  missing: { ja: '撤回の対象と理由を選んでください。', en: 'Choose what to take back, and why.' },
  recall: { ja: '撤回を起案', en: 'Draft the recall' },
} as const satisfies TextSet
