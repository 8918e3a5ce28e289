import type { LocalText } from '#base/language.ts'

/** Words of the printed kit. Nothing of it is markup; `{…}` is replaced. */
export const kitText = {
  title: { ja: 'サイバー事案報告 事業者キット', en: 'Incident reporting: operator kit' },
  keepSafe: {
    ja: '取扱注意：このキットがあれば、誰でもこの事業者として報告できます。金庫に保管してください。',
    en: 'Keep it locked away: whoever has this kit can file reports as this operator.',
  },
  operator: { ja: '事業者', en: 'Operator' },
  corporateNumber: { ja: '法人番号', en: 'Corporate number' },
  kit: { ja: 'キット番号', en: 'Kit' },
  goodUntil: { ja: '有効期限', en: 'Good until' },
  stepsTitle: { ja: '1. 午前3時の手順', en: '1. At three in the morning' },
  steps: {
    ja: [
      '社内のネットワークとシステムを使わず、別の端末（スマートフォンでもよい）から {origin} を開ける場合は、サインインして「報告する」を選びます。',
      '開けない場合は、USB メモリの noroshi-filer.html を、攻撃を受けていないパソコンのブラウザーで開き、kit.json を選びます。通信は不要です。',
      '質問に答えます。分からない項目は全て「まだ分からない」で構いません。',
      '未使用のコードの番号を選んで暗号化し、report.age を保存します。照合コードを控え、使ったコードを次のページの表で消します。',
      'report.age を、どの端末からでも {handIn} で提出します（アカウント不要）。又は、担当官に手渡します。担当官に届いた時刻が報告の時刻とみなされます。',
      'パソコンが全く使えない場合は、下の番号に電話します。担当官が登録済みの番号に折り返し、内容を書き取ります。復唱コードを控えてください。後日、書面の報告が必要です。',
    ],
    en: [
      'If you can open {origin} from a device outside the company’s own network (a phone will do), sign in and choose “Report an incident”.',
      'If you cannot, open noroshi-filer.html from the stick in the browser of a computer that was not attacked, and choose kit.json. It needs no network.',
      'Answer the questions. “Not known yet” is a valid answer to every one of them.',
      'Choose the number of an unused code, seal, and save report.age. Write down the check code, and cross the code out in the table overleaf.',
      'Hand report.age in at {handIn} from any device; no account is needed. Or give it to an officer: it then counts from when it reached the officer.',
      'With no computer at all, call a number below. An officer calls back on your registered number and writes the report down. Note the read-back code. The written report follows later.',
    ],
  },
  phonesTitle: { ja: '2. 電話番号（24時間）', en: '2. Telephone numbers (day and night)' },
  authority: { ja: '機関', en: 'Authority' },
  number: { ja: '番号', en: 'Number' },
  noPhones: { ja: '番号は登録されていません。', en: 'No numbers are registered.' },
  addressesTitle: { ja: '3. アドレス', en: '3. Addresses' },
  site: { ja: '報告サイト', en: 'Reporting site' },
  handIn: { ja: '報告ファイルの提出', en: 'Handing a file in' },
  qrAlt: {
    ja: '報告ファイルの提出ページのアドレスを表す二次元コード',
    en: 'Two-dimensional code with the address at which a file is handed in',
  },
  fingerprintsTitle: { ja: '4. 指紋（画面に出る数字と照合する）', en: '4. Fingerprints (compare with what a screen shows)' },
  root: { ja: '鍵の一覧のルート', en: 'Root of the directory of keys' },
  policy: { ja: 'ログの方針', en: 'Policy of the log' },
  noPolicy: { ja: '（作成時に取得できませんでした）', en: '(could not be had when the kit was made)' },
  codesTitle: { ja: '5. 1回限りのコード', en: '5. One-time codes' },
  codesLead: {
    ja: '一つのコードで報告できるのは1回だけです。使ったら線で消し、日時を記入します。',
    en: 'Each code files one report. Cross it out when it is used, and write down when.',
  },
  codeNumber: { ja: '番', en: 'No.' },
  code: { ja: 'コード', en: 'Code' },
  usedAt: { ja: '使用日時', en: 'Used at' },
  checkCode: { ja: '照合コード', en: 'Check code' },
  lostTitle: { ja: '6. 紛失したとき', en: '6. If it is lost' },
  lost: {
    ja: '事業者の管理者が、直ちに次のコマンドを実行します。未使用のコードは全て無効になります。',
    en: 'The operator’s administrator runs this command at once. It revokes every unused code.',
  },
  page: { ja: 'ページ', en: 'page' },
} as const satisfies Readonly<Record<string, LocalText | Readonly<Record<'ja' | 'en', readonly string[]>>>>
