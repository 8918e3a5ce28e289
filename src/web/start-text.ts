import type { TextSet } from '#ui/text-set.ts'

/** Words of the start page. */
export const startText = {
  title: { ja: '一つの報告を、全ての備えに。', en: 'One report in. Everyone warned.' },
  lead: {
    ja: 'Noroshi（狼煙）は、基幹インフラへのサイバー攻撃の報告を一度で受け付け、法令で定められた全ての所管機関に届け、次に狙われるおそれのある組織へ数分で警報を出します。被害を受けた組織の名は出ません。誰が報告を開封したかは、報告した組織が自ら確かめられます。',
    en: 'Noroshi (狼煙, the signal fire) takes the report of a cyberattack on critical infrastructure once, brings it to every authority that the law names, and warns within minutes whoever may be hit next. The victim stays unnamed, and can check for itself who opened its report.',
  },
  begin: { ja: '人物を選んで試す', en: 'Choose who to be and try it' },
  mustReport: { ja: '報告の要否を確かめる', en: 'Must I report? Find out' },
  promisesTitle: { ja: 'Noroshi が守ること', en: 'What Noroshi holds to' },
  onceTitle: { ja: '報告は一度で済む', en: 'File once' },
  onceBody: {
    ja: '報告の要否、提出先、期限を、根拠条文とともに示します。分からない項目は「まだ分からない」のまま送信できます。',
    en: 'Whether you must report, to whom and by when, with the legal basis. Anything unknown may stay unknown.',
  },
  sealedTitle: { ja: '読めるのは所管機関だけ', en: 'Only authorities can read it' },
  sealedBody: {
    ja: '組織名や被害の内容は、送信前に端末上で暗号化します。サーバーは内容を読むことができません。',
    en: 'Names and damage are encrypted on your device before they are sent. The server cannot read them.',
  },
  openedTitle: { ja: '開封は必ず記録される', en: 'No opening without a record' },
  openedBody: {
    ja: '担当官は、目的を記録しなければ報告を開封できません。記録は報告した組織に開示されます。',
    en: 'An officer cannot open a report without stating a purpose, and the operator sees each opening.',
  },
  warnedTitle: { ja: '警報に名前は出ない', en: 'Warnings name no victim' },
  warnedBody: {
    ja: '警報は共有情報だけから作られ、全ての事業者の名称、ドメイン、IP アドレスとの照合を経て公開されます。',
    en: 'Warnings are built from shareable facts alone and checked against the names, domains and addresses of every operator.',
  },
  usersTitle: { ja: '立場ごとにできること', en: 'What it does for you' },
  operatorTitle: { ja: '攻撃を受けた事業者', en: 'Operators under attack' },
  operatorBody: {
    ja: '速報は一問ずつの質問に答えるだけで作成できます。送信前に、他の組織に見える内容を確認できます。',
    en: 'A first report is a short series of questions. Before you send it you see exactly what others could see.',
  },
  operatorTry: {
    ja: '「報告担当」としてサインインし、「報告する」から速報を送信してください。',
    en: 'Sign in as a filer and send a first report.',
  },
  authorityTitle: { ja: '報告を受ける所管機関', en: 'Authorities' },
  authorityBody: {
    ja: '受付一覧は法定の期限順に並びます。報告は担当官のブラウザー上で復号されます。',
    en: 'The inbox is ordered by legal deadlines. Reports are decrypted in the officer’s own browser.',
  },
  authorityTry: {
    ja: '「担当官」としてサインインし、事案を選び、目的を入力して開封してください。',
    en: 'Sign in as an officer, choose an incident, state a purpose and open the report.',
  },
  subscriberTitle: { ja: '警報を受け取る組織', en: 'Everyone else at risk' },
  subscriberBody: {
    ja: '警報は、最初に取るべき対応から始まります。STIX、CSV、TAXII 2.1 でも受け取れます。',
    en: 'A warning begins with what to do first. It also comes as STIX, CSV and over TAXII 2.1.',
  },
  subscriberTry: {
    ja: '「警報受信担当」としてサインインし、公開された警報を確認してください。',
    en: 'Sign in as a subscriber and read the warning that was published.',
  },
  lawTitle: { ja: '制度を設計する人、検証する人', en: 'Lawmakers and auditors' },
  lawBody: {
    ja: '報告義務の条件、期限、提出先は、版の付いたデータとして管理されます。義務の判定は誰でも試せます。',
    en: 'Conditions, deadlines and recipients of the duty are dated, versioned data. Anyone can test how it decides.',
  },
  lawTry: {
    ja: 'コマンド ./noroshi assess に事実を記したファイルを渡すと、義務、理由、期限が示されます。',
    en: 'Give ./noroshi assess a file of facts: it answers with obligations, reasons and due instants.',
  },
  lawSimulate: { ja: '報告規則の試算（サインイン不要）', en: 'Try rules on incidents (no sign-in)' },
  tryLabel: { ja: '試してみる', en: 'Try it' },
  signInAs: { ja: '{kind}としてサインイン', en: 'Choose a person ({kind})' },
  tourTitle: { ja: 'ひととおり試す（約10分）', en: 'The whole path in ten minutes' },
  tourOne: {
    ja: '事業者の「報告担当」としてサインインし、速報を送信します。',
    en: 'Sign in as an operator’s filer and send a first report.',
  },
  tourTwo: {
    ja: '数秒後、共有情報から作られた警報が公開されます。',
    en: 'Seconds later a warning made from the shareable facts is published.',
  },
  tourThree: { ja: '「警報受信担当」に切り替え、届いた警報を確認します。', en: 'Become a subscriber and read that warning.' },
  tourFour: { ja: '「担当官」に切り替え、目的を入力して報告を開封します。', en: 'Become an officer, state a purpose and open the report.' },
  tourFive: { ja: '「報告担当」に戻り、誰が報告を開封したかを確かめます。', en: 'Become the filer again and see who opened it.' },
  nextOwed: { ja: '最も急を要するもの：', en: 'Most urgent:' },
  nextOwedDuty: { ja: '{title}（{stage}）', en: '{title} ({stage})' },
  yourPages: { ja: '{name}さんが利用できる機能', en: 'Your pages, {name}' },
} as const satisfies TextSet
