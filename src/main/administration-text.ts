import type { LocalText } from '#base/language.ts'

/** Words of the commands about the directory of keys and the members of authorities. */
export const administrationText = {
  rootSummary: {
    ja: '鍵の名簿のルート鍵を作る（ネットワークにつながない端末で）',
    en: 'make the root of the directory of keys, on a machine without a network',
  },
  rootMade: (folder: string, fingerprint: string): LocalText => ({
    ja: `ルート鍵を ${folder} に作りました。directory-root.key は金庫に、directory-root.txt はサーバーのデータフォルダーに置き、次の確認番号をすべての資料（キット）に印刷してください。\n${fingerprint}`,
    en: `Made the root in ${folder}. Keep directory-root.key in a safe, put directory-root.txt into the data folder of the servers, and print this fingerprint on every kit:\n${fingerprint}`,
  }),
  signSummary: {
    ja: '提案された鍵の名簿にルート鍵で署名する（ネットワーク不要）',
    en: 'sign a proposed directory of keys with the root; needs no network',
  },
  signed: (path: string, version: number): LocalText => ({
    ja: `第${version}版に署名し、${path} に書き出しました。`,
    en: `Signed version ${version} and wrote ${path}.`,
  }),
  proposeSummary: {
    ja: '鍵の名簿の次の版を提案する（サーバー機で）',
    en: 'propose the next version of the directory of keys, on the machine of the server',
  },
  proposed: (path: string, version: number): LocalText => ({
    ja: `第${version}版の案を ${path} に書き出しました。内容を確かめ、ルート鍵で署名してください。`,
    en: `Wrote version ${version} as a proposal to ${path}. Look at it, and have the root sign it.`,
  }),
  publishSummary: {
    ja: '署名された鍵の名簿を公開する（サーバー機で）',
    en: 'publish a directory of keys that the root signed, on the machine of the server',
  },
  published: (version: number): LocalText => ({
    ja: `第${version}版を公開し、ログに記録しました。`,
    en: `Published version ${version}; the log has its entry.`,
  }),
  showSummary: { ja: '鍵の名簿を検証して表示する', en: 'verify and show the directory of keys, of the server or in a file' },
  trustSummary: {
    ja: '資料（キット）に印刷された確認番号と一致するルート鍵を、このサーバー用に登録する',
    en: 'pin the root of this server, if it has the fingerprint printed on the kit',
  },
  trusted: (url: string): LocalText => ({
    ja: `${url} のルート鍵を登録しました。以後、この鍵で署名されていない名簿は拒否します。`,
    en: `Pinned the root for ${url}. From now on, a directory that it did not sign is refused.`,
  }),
  version: (version: number, issuedAt: string): LocalText => ({
    ja: `鍵の名簿 第${version}版（${issuedAt}）`,
    en: `Directory of keys, version ${version} (${issuedAt})`,
  }),
  root: (digits: string): LocalText => ({ ja: `ルート鍵の確認番号：${digits}`, en: `Fingerprint of the root: ${digits}` }),
  epoch: (epoch: number): LocalText => ({ ja: `第${epoch}世代`, en: `epoch ${epoch}` }),
  adminInviteSummary: {
    ja: '所管機関の最初の管理者を招待する（サーバー機で。一度だけ使えるリンクを表示する）',
    en: 'invite the first administrator of an authority, on the machine of the server; prints a one-time link',
  },
  invited: (link: string, expiresAt: string): LocalText => ({
    ja: `次のリンクを本人に渡してください。一度だけ、${expiresAt} まで使えます。\n${link}`,
    en: `Give this link to the person. It counts once, until ${expiresAt}.\n${link}`,
  }),
  membersSummary: {
    ja: '自機関の構成員と承認待ちの人を表示する',
    en: 'list the members of the own authority and who waits to be approved',
  },
  waiting: { ja: '承認待ち', en: 'waits to be approved' },
  notVouched: { ja: '誰にも確認されていない鍵', en: 'keys that nobody vouched for' },
  noKey: { ja: '鍵は未登録', en: 'no key yet' },
  inviteSummary: { ja: '自機関に人を招待する', en: 'invite a person into the own authority' },
  approveSummary: {
    ja: '本人が読み上げた確認番号と照合し、承認する',
    en: 'approve a newcomer whose fingerprint you compared with the person',
  },
  approved: (status: 'awaiting-approval' | 'joined'): LocalText =>
    status === 'joined'
      ? { ja: '承認しました。構成員になりました。', en: 'Approved. The person is a member now.' }
      : {
          ja: '承認しました。管理者と別の構成員の双方の承認がそろうまで、本人は何も閲覧できません。',
          en: 'Approved. Until an administrator and another member both have approved, the person has no access at all.',
        },
  removeSummary: {
    ja: '構成員を外す（セッション・トークン・開封を直ちに止め、共有鍵を更新する）',
    en: 'remove a member: sessions, tokens and openings end at once, and the team key is replaced',
  },
  removed: (epoch: number): LocalText => ({
    ja: `外しました。セッション、トークン及び開封は止まり、共有鍵は第${epoch}世代になりました。本人が既に保存したものは取り戻せません。`,
    en: `Removed. Sessions, tokens and openings have ended; the team key is epoch ${epoch} now. What the person has copied is out of reach.`,
  }),
  rotateSummary: { ja: '共有鍵を更新する（年に一度）', en: 'replace the team key, as once a year' },
  rotated: (epoch: number): LocalText => ({ ja: `共有鍵は第${epoch}世代になりました。`, en: `The team key is epoch ${epoch} now.` }),
  firstKeySummary: { ja: '所管機関の最初の共有鍵を作る', en: 'make the first team key of an authority' },
  firstKeyMade: {
    ja: '最初の共有鍵を作りました。鍵の名簿の次の版にルート鍵が署名すると、報告を受け取れます。',
    en: 'Made the first team key. Reports come in once the root has signed a directory that lists it.',
  },
} as const
