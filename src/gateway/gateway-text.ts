import type { LocalText } from '#base/language.ts'
import type { FailureCode } from './archived-report.ts'

/** Words of the gateway's pages. */
export const pageText = {
  title: { ja: '報告の保管庫', en: 'Archive of reports' },
  search: { ja: '検索', en: 'Search' },
  words: { ja: '検索語', en: 'Words' },
  wordsHint: {
    ja: '空白で区切った語をすべて含む報告を探します。全角・半角、ひらがな・カタカナの違いは区別しません。',
    en: 'Finds reports that contain all words. Width of characters, case and kind of kana make no difference.',
  },
  operator: { ja: '事業者', en: 'Operator' },
  from: { ja: '受付日（から）', en: 'Filed from' },
  until: { ja: '受付日（まで）', en: 'Filed until' },
  kind: { ja: '事案の種別', en: 'Kind of incident' },
  stage: { ja: '報告の段階', en: 'Stage' },
  all: { ja: 'すべて', en: 'All' },
  nothing: { ja: '該当する報告はありません。', en: 'No report fits.' },
  next: { ja: '次の20件', en: 'Next 20' },
  back: { ja: '検索に戻る', en: 'Back to the search' },
  report: { ja: '報告', en: 'Report' },
  incident: { ja: '事案', en: 'Incident' },
  filedAt: { ja: '受付', en: 'Filed' },
  openedAt: { ja: '開封', en: 'Opened' },
  purpose: { ja: '開封の目的', en: 'Purpose' },
  askedBy: { ja: '開封を求めた者', en: 'Asked for by' },
  signer: { ja: '署名', en: 'Signature' },
  signerListed: { ja: '名簿にある事業者の鍵による署名です。', en: 'Signed by a key that the directory lists for an operator.' },
  signerStrange: {
    ja: '注意：署名した鍵が、名簿にある事業者の鍵と一致しません。届出者に確認してください。',
    en: 'Caution: the key that signed is not one that the directory lists for an operator. Ask the filer.',
  },
  unknownOperator: { ja: '（名称なし）', en: '(no name given)' },
  alarms: { ja: '確認が必要な報告', en: 'Reports that need attention' },
  waiting: { ja: '未開封の報告', en: 'Reports not opened yet' },
  waitingHint: {
    ja: '開封するには、端末で noroshi gateway open 報告番号 --purpose 目的 を実行します。開封は記録され、届出者に見えます。',
    en: 'To open one, run: noroshi gateway open REPORT-ID --purpose TEXT. The opening is logged, and its filer sees it.',
  },
  answers: { ja: '報告の内容', en: 'What was reported' },
  attachments: { ja: '添付ファイル', en: 'Attachments' },
  attachmentsHint: {
    ja: '届出者が送ったままの内容です。誰も検査していません。隔離した環境で開いてください。',
    en: 'As the filer sent them; nobody has looked into them. Open them in isolation.',
  },
  attachmentNameless: { ja: '（名称なし）', en: '(no name)' },
  attachmentAwaited: { ja: '取得中です。', en: 'Being fetched.' },
  attachmentFailed: { ja: '届出者が署名した内容と一致しないため、拒否しました。', en: 'Refused: it is not what the filer signed.' },
  strangeField: { ja: '定義のない項目', en: 'A field that is not defined' },
  language: { ja: 'English', en: '日本語' },
  found: (total: number): LocalText => ({ ja: `${total}件`, en: total === 1 ? '1 report' : `${total} reports` }),
} as const

/** Why a report is not in the archive, for people. */
export const failureTexts = {
  unreadable: {
    ja: '開封できません。所管機関の鍵で復号できない内容です。届出者に再提出を求めてください。',
    en: 'Cannot be opened: it does not decrypt with the key of the authority. Ask the filer to send it again.',
  },
  altered: {
    ja: '拒否しました。届出者が署名した後に書き換えられています。運営者と届出者に確認してください。',
    en: 'Refused: it was altered after its filer had signed it. Ask the platform and the filer.',
  },
  refused: {
    ja: 'サーバーがこの報告を渡しません。所管の変更又は保存期間の満了が考えられます。',
    en: 'The server does not hand this report out: its retention may have ended, or the authority has no right to it any more.',
  },
} as const satisfies Readonly<Record<FailureCode, LocalText>>

/** What the gateway's commands say. */
export const commandText = {
  gateway: {
    ja: '所管機関の中で報告を開封し、保管し、検索できるようにする',
    en: 'open, keep and search the reports of an authority inside its own network',
  },
  init: { ja: 'ゲートウェイの鍵を作る', en: 'make the keys of a gateway' },
  enrol: { ja: 'ゲートウェイを所管機関の一員として登録する（管理者）', en: 'enrol a gateway as a member of the authority (administrator)' },
  person: { ja: 'ゲートウェイを使える人を加える・外す', en: 'let a person inside use the gateway, or no more' },
  search: { ja: 'ゲートウェイの保管庫を検索する', en: 'search the archive of a gateway' },
  open: { ja: 'ゲートウェイに報告の開封を求める', en: 'have a gateway open one report' },
  status: { ja: 'ゲートウェイの状態と警告を見る', en: 'what a gateway holds, and its alarms' },
  acts: { ja: '誰がゲートウェイで何をしたかを見る', en: 'who did what in a gateway' },
  made: (path: string, fingerprint: string): LocalText => ({
    ja: `鍵を作りました：${path}\n指紋：${fingerprint}\n次に、この鍵を所管機関の一員として登録します（docs/operate/custody.md）。`,
    en: `The keys are in ${path}\nFingerprint: ${fingerprint}\nNext, enrol this key as a member of the authority (docs/operate/custody.md).`,
  }),
  enrolled: (gateway: { personId: string; fingerprint: string; tokenFile: string; expiresAt: string }): LocalText => ({
    ja: `登録を申請しました：${gateway.personId}\n指紋：${gateway.fingerprint}\nトークン：${gateway.tokenFile}（${gateway.expiresAt} まで）\nゲートウェイの画面に出た指紋と照合し、管理者ともう一人が承認します：\n  noroshi authority approve ${gateway.personId} --fingerprint 指紋`,
    en: `Waits to be let in: ${gateway.personId}\nFingerprint: ${gateway.fingerprint}\nToken: ${gateway.tokenFile} (until ${gateway.expiresAt})\nAn administrator and another member compare the fingerprint with the one on the gateway's screen, and approve:\n  noroshi authority approve ${gateway.personId} --fingerprint DIGITS`,
  }),
  admitted: (name: string, path: string): LocalText => ({
    ja: `${name} のトークンを ${path} に書きました。本人に渡してください。`,
    en: `The token of ${name} is in ${path}: hand it over.`,
  }),
  dismissed: (name: string): LocalText => ({ ja: `${name} は使えなくなりました。`, en: `${name} may not use the gateway any more.` }),
  started: (url: string, kept: number): LocalText => ({
    ja: `検索画面：${url}（保管している報告 ${kept}件）`,
    en: `Search at ${url} (${kept} reports kept)`,
  }),
  away: { ja: 'サーバーにつながりません。つながるまで待ちます。', en: 'The server is away; waiting until it is back.' },
  back: { ja: 'サーバーにつながりました。', en: 'The server is back.' },
  stopping: { ja: '停止しています…', en: 'Stopping …' },
  opened: (openedAt: string): LocalText => ({
    ja: `開封を記録しました（${openedAt}）。報告は保管庫にあります。`,
    en: `The opening is logged (${openedAt}), and the report is in the archive.`,
  }),
  waits: {
    ja: 'ゲートウェイに合う鍵がまだないため、開封していません。',
    en: 'Not opened: the gateway has no key for this report yet.',
  },
  found: (shown: number, total: number): LocalText => ({ ja: `${total}件中${shown}件`, en: `${shown} of ${total}` }),
} as const
