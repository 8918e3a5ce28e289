import type { TextSet } from '#ui/text-set.ts'

/** Words of the page on which anybody verifies a receipt, a case bundle or a warning, and of what was verified elsewhere. */
export const verifyPageText = {
  title: { ja: '受領証・警報の検証', en: 'Verify a receipt or a warning' },
  lead: {
    ja: '受領証（.tlog-proof）、事案の証明書（.case-bundle）又は署名付きの警報（.json）が本物かどうかを、この端末上で確かめます。ファイルはどこにも送信されません。ページを開いた後は、通信できない状態でも利用できます。',
    en: 'Checks on this device whether a receipt (.tlog-proof), a case bundle (.case-bundle) or a signed warning (.json) is genuine. The file is sent nowhere. Once the page is open, it works without a connection.',
  },
  file: { ja: '受領証、事案の証明書又は警報', en: 'Receipt, case bundle or warning' },
  fileHint: { ja: 'ファイルを選ぶか、この枠内にドロップしてください。', en: 'Choose the file, or drop it into this box.' },
  tooLarge: { ja: 'ファイルが大きすぎます（16 MB まで）', en: 'The file is too large (16 MB at most)' },
  checking: { ja: '検証しています', en: 'Verifying' },
  validWitnessed: {
    ja: '有効です。ログに記録され、立会人も確認しています',
    en: 'Valid: it is in the log, and independent witnesses vouch for it',
  },
  validProvisional: {
    ja: '有効です（暫定）。ログに記録されていますが、立会人の確認はまだありません',
    en: 'Valid but provisional: it is in the log, and no witness vouches for the log yet',
  },
  validSigned: { ja: '有効です。公開審査の署名を確認しました', en: 'Valid: the release gate signed it' },
  warningId: { ja: '警報番号', en: 'Warning' },
  gateKey: { ja: '公開審査の鍵', en: 'Key of the release gate' },
  directoryVersion: { ja: '鍵の名簿', en: 'Directory of keys' },
  directoryVersionValue: { ja: '第{version, number}版', en: 'Version {version, number}' },
  notLogged: {
    ja: 'このファイルには、ログの受領証が含まれていません。1分ほど後に取得し直すと、ログの記録も確かめられます。',
    en: 'The file holds no receipt of the log. Fetched again in about a minute, it does.',
  },
  provisionalMeans: {
    ja: '今の時点では、ログの運営者だけが保証しています。1分ほど後に取得し直すと、立会人の確認を含むものになります。',
    en: 'For now the operator of the log alone vouches for it. Fetched again in about a minute, it carries the word of the witnesses.',
  },
  invalid: { ja: '無効です。この内容の証明にはなりません', en: 'Invalid: it proves nothing' },
  code: { ja: '技術的な理由：{code}', en: 'Technical reason: {code}' },
  what: { ja: '内容', en: 'What it says' },
  loggedAt: { ja: 'ログに記録された日時', en: 'Entered into the log' },
  witnessedAt: { ja: '立会人の確認が揃った日時', en: 'Witnessed by the quorum' },
  notWitnessed: { ja: 'まだありません', en: 'Not yet' },
  witnesses: { ja: '確認した立会人', en: 'Witnesses' },
  noWitness: { ja: 'なし', en: 'None' },
  place: { ja: 'ログと位置', en: 'Log and place' },
  placeOf: { ja: '{origin} の{size, number}件中{index, number}番目', en: 'Leaf {index, number} of {size, number} of {origin}' },
  digest: { ja: '対象のハッシュ値（SHA-256）', en: 'SHA-256 of what was filed or served' },
  commitment: { ja: 'ログ上の値（コミットメント）', en: 'Value in the log (commitment)' },
  caseId: { ja: '事案番号', en: 'Incident' },
  caseCount: {
    ja: '{count, number}件の記録があり、欠落はありません',
    en: '{count, plural, one {# entry} other {# entries}}, and none is missing',
  },
  withheldCount: {
    ja: 'うち{count, number}件は、内容が開示されていません（存在は証明済み）。',
    en: '{count, plural, one {# of them is withheld; that it exists is proved} other {# of them are withheld; that they exist is proved}}.',
  },
  act: { ja: '出来事', en: 'What happened' },
  namesUnproved: {
    ja: '証明されているのは、［ ］内の識別子です。機関の名称は、ファイルを作成したサーバーによるものです。',
    en: 'Proved are the ids in brackets; the names before them are the word of the server that made the file.',
  },
  upTo: {
    ja: 'この証明書は、最後の記録までを証明します。以後の出来事は、新しい証明書で確認してください。',
    en: 'The bundle proves the case up to its last entry. What came later is in a newer bundle.',
  },
  policyTitle: { ja: '誰の署名を信じるか（検証ポリシー）', en: 'Whose signatures count: the policy' },
  policyLead: {
    ja: '検証ポリシーは、ログと立会人の公開鍵の一覧です。どの検証ポリシーで確かめたかによって、結果の意味が変わります。',
    en: 'The policy lists the public keys of the log and its witnesses. What a result means depends on where the policy came from.',
  },
  policySource: { ja: '使用する検証ポリシー', en: 'Policy to use' },
  site: { ja: 'このサイトの現在のもの', en: 'The one this site gives now' },
  siteHint: {
    ja: 'ファイルの改変は見つかりますが、このサイト自体が偽りを示す場合は見つかりません。',
    en: 'It finds altered files. It does not find a site that lies about itself.',
  },
  kept: { ja: 'この端末に保存したもの', en: 'The one kept on this device' },
  keptHint: {
    ja: '{at}に保存。その後に鍵がすり替えられた場合も見つかります。',
    en: 'Kept {at}. It also finds keys that were swapped since.',
  },
  own: { ja: '自分で貼り付ける', en: 'One that I paste' },
  ownHint: {
    ja: '紙の控えや別の機関など、このサイト以外から入手したもの。最も確実です。',
    en: 'From a printed kit, another body, anywhere but this site. The surest.',
  },
  ownField: { ja: '検証ポリシー', en: 'Policy' },
  ownFieldHint: {
    ja: '「log」で始まる行と「quorum」で始まる行を含む文書です。',
    en: 'A text with lines that begin with “log” and “quorum”.',
  },
  policyCode: { ja: '照合コード', en: 'Code to compare' },
  policyCodeHint: {
    ja: '電話などで相手の検証ポリシーと同じかどうかを確かめるための値です。',
    en: 'Read it out to somebody to learn whether you have the same policy.',
  },
  keep: { ja: 'この検証ポリシーを端末に保存', en: 'Keep this policy on this device' },
  forget: { ja: '保存した検証ポリシーを消す', en: 'Forget the policy kept here' },
  savePolicy: { ja: 'ファイルに保存', en: 'Save as a file' },
  policyQuorum: {
    ja: '立会人{witnesses, number}者（定足数：{quorum}）',
    en: '{witnesses, plural, one {# witness} other {# witnesses}}; quorum: {quorum}',
  },
  noQuorum: { ja: 'なし（ログの署名だけを確認）', en: 'none, the log vouches for itself' },
  elsewhere: { ja: 'このサイトを信じずに検証するには', en: 'To verify without trusting this site' },
  elsewhereBody: {
    ja: 'このページも、このサイトから配信されています。次のファイルは Node.js 20 以降だけで動作し、通信しません。ハッシュ値はログに記録されています。',
    en: 'This page, too, is served by this site. The file below needs nothing but Node.js 20 or newer and no connection; its hash stands in the log.',
  },
  downloadVerifier: { ja: 'noroshi-verify.mjs をダウンロード', en: 'Download noroshi-verify.mjs' },
  downloadProof: { ja: 'その受領証', en: 'its receipt' },
} as const satisfies TextSet
