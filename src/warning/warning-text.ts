import type { LocalText } from '#base/language.ts'
import type {
  ActionCode,
  Advice,
  AudienceCode,
  Confidence,
  ExtortionCode,
  Happening,
  Pap,
  SpreadCode,
  SystemCode,
  VectorCode,
  WarningAct,
  WarningContent,
  WarningKind,
  WarningStanding,
  WrongReason,
} from './warning.ts'

/** Kinds of attack. */
export const kindTexts: Readonly<Record<WarningKind, LocalText>> = {
  ddos: { ja: 'DDoS攻撃', en: 'DDoS attack' },
  ransomware: { ja: 'ランサムウェア', en: 'Ransomware' },
  other: { ja: 'サイバー攻撃', en: 'Cyberattack' },
}

/** Who may be hit next. */
export const audienceTexts: Readonly<Record<AudienceCode, LocalText>> = {
  'several-sectors': { ja: '重要インフラの複数の分野', en: 'Several critical infrastructure sectors' },
}

/** How well something is founded. */
export const confidenceTexts: Readonly<Record<Confidence, LocalText>> = {
  unconfirmed: {
    ja: '未確認（単一の報告に基づく情報です）',
    en: 'Unconfirmed (rests on a single report)',
  },
  confirmed: { ja: '確認済み（複数の報告又は担当官の確認に基づく情報です）', en: 'Confirmed (by several reports or by an officer)' },
}

/** Returns how well a warning is founded; where only some of its indicators are confirmed, how many. */
export function foundationText({ confidence, indicators }: Pick<WarningContent, 'confidence' | 'indicators'>): LocalText {
  const [all, confirmed] = [indicators.length, indicators.filter((one) => one.confidence === 'confirmed').length]
  if (confirmed === 0 || confirmed === all) return confidenceTexts[confidence]
  return {
    ja: `一部確認済み（${all.toLocaleString('ja')}件のインディケータのうち${confirmed.toLocaleString('ja')}件は、複数の報告又は担当官の確認に基づきます）`,
    en: `Partly confirmed (${confirmed.toLocaleString('en')} of ${all.toLocaleString('en')} indicators by several reports or by an officer)`,
  }
}

/** What to do on meeting an indicator. */
export const adviceTexts: Readonly<Record<Advice, LocalText>> = {
  monitor: { ja: '監視', en: 'Monitor' },
  block: { ja: '遮断', en: 'Block' },
}

/** What a recipient may do with a warning under its PAP level. */
export const papTexts: Readonly<Record<Pap, LocalText>> = {
  red: {
    ja: 'PAP:RED　自組織内での受動的な検知にのみ用いてください。',
    en: 'PAP:RED. Use it for passive detection inside your organisation only.',
  },
  amber: {
    ja: 'PAP:AMBER　攻撃者の設備に接触しない照会までに用いてください。',
    en: 'PAP:AMBER. Use it for look-ups that do not touch the attacker’s systems.',
  },
  green: {
    ja: 'PAP:GREEN　通信の遮断などの対策に用いることができます。',
    en: 'PAP:GREEN. You may use it for active measures such as blocking.',
  },
  clear: { ja: 'PAP:CLEAR　用途に制限はありません。', en: 'PAP:CLEAR. Its use is not limited.' },
}

/** What a recipient can do. */
export const actionTexts: Readonly<Record<ActionCode, LocalText>> = {
  'lift-measures': {
    ja: '「誤りと判明した情報」に挙げられたインディケータに基づく遮断及び監視を、直ちに解除してください。',
    en: 'Lift at once all blocking and monitoring that rests on what is listed as known to be wrong.',
  },
  'block-traffic': {
    ja: '「遮断」とされた宛先及び送信元との通信を遮断してください。業務への影響を確認した上で実施してください。',
    en: 'Block traffic with the addresses marked “block”, once you have checked what of your own work depends on them.',
  },
  'update-software': {
    ja: '挙げられた製品及び脆弱性について、利用の有無を確認し、修正プログラムを適用してください。適用できない場合は、外部から到達できないようにしてください。',
    en: 'Check whether you use the products or have the vulnerabilities named, and update. If you cannot, make them unreachable from outside.',
  },
  'check-remote-access': {
    ja: 'VPN装置などの遠隔接続について、不審な利用がないか確認し、多要素認証を必須にしてください。',
    en: 'Check VPN and other remote access for unusual use, and require multi-factor authentication.',
  },
  'change-credentials': {
    ja: '管理者権限を持つアカウントを優先して、認証情報を変更し、不要なアカウントを停止してください。',
    en: 'Change credentials, those of administrators first, and disable accounts that are not needed.',
  },
  'prepare-ddos-defence': {
    ja: '通信事業者及びCDN事業者との連絡体制と、通信を制限する手順を確認してください。',
    en: 'Check how to reach your carrier and CDN provider, and how to limit traffic.',
  },
  'separate-backups': {
    ja: 'バックアップがネットワークから切り離されていること、及び復元できることを確認してください。',
    en: 'Check that backups are separated from the network and can be restored.',
  },
  'separate-control-systems': {
    ja: '制御系システムと情報系システムの間の通信を見直し、不要な経路を閉じてください。',
    en: 'Review what passes between control systems and office systems, and close what is not needed.',
  },
  'watch-traffic': {
    ja: '「監視」とされた宛先及び送信元との通信を監視してください。直ちに遮断する必要はありません。',
    en: 'Watch for traffic with the addresses marked “monitor”. There is no need to block them at once.',
  },
  'search-logs': {
    ja: '過去の通信記録に、挙げられた宛先及び送信元がないか照合してください。',
    en: 'Search past traffic logs for the addresses named.',
  },
  'search-files': {
    ja: '端末及びサーバに、挙げられたハッシュ値のファイルがないか照合してください。',
    en: 'Search computers and servers for files with the digests named.',
  },
  'warn-staff': {
    ja: '不審な電子メールについて従業員に注意を促し、連絡先を周知してください。',
    en: 'Warn staff of suspicious e-mail, and tell them whom to contact.',
  },
  'check-suppliers': {
    ja: '委託先及び供給者との接続を確認し、影響の有無を照会してください。',
    en: 'Check links to contractors and suppliers, and ask whether they are affected.',
  },
  'send-sighting': {
    ja: '該当するものを見つけた場合も、誤検知であった場合も、検知報告を送ってください。事業者名は共有されません。',
    en: 'Send a sighting, whether you find something or it proves a false positive. Your name is not shared.',
  },
}

const openings: Readonly<Record<WarningKind, LocalText>> = {
  ddos: {
    ja: '重要インフラの事業者に対するDDoS攻撃が報告されました。',
    en: 'A DDoS attack on a critical infrastructure operator was reported.',
  },
  ransomware: {
    ja: '重要インフラの事業者に対するランサムウェアによる攻撃が報告されました。',
    en: 'A ransomware attack on a critical infrastructure operator was reported.',
  },
  other: {
    ja: '重要インフラの事業者に対するサイバー攻撃が報告されました。',
    en: 'A cyberattack on a critical infrastructure operator was reported.',
  },
}

const vectorTexts: Readonly<Record<VectorCode, LocalText>> = {
  vulnerability: { ja: '脆弱性の悪用', en: 'an exploited vulnerability' },
  phishing: { ja: 'フィッシング', en: 'phishing' },
  'remote-access': { ja: 'VPNなどの遠隔接続', en: 'a VPN or other remote access' },
  credentials: { ja: '認証情報の悪用', en: 'stolen or guessed credentials' },
  'supply-chain': { ja: '委託先又は供給者の経由', en: 'a contractor or supplier' },
}

const systemTexts: Readonly<Record<SystemCode, LocalText>> = {
  it: { ja: '情報系システム', en: 'office and business systems' },
  ot: { ja: '制御系システム', en: 'control systems' },
  cloud: { ja: 'クラウドサービス', en: 'cloud services' },
  'third-party': { ja: '委託先などのシステム', en: 'systems of a third party' },
}

const extortionTexts: Readonly<Record<ExtortionCode, LocalText>> = {
  encryption: { ja: 'データの暗号化', en: 'encryption of data' },
  'leak-threat': { ja: '窃取した情報を暴露するとの脅迫', en: 'a threat to leak stolen data' },
  demand: { ja: '金銭の要求', en: 'a demand for money' },
}

const spreadTexts: Readonly<Record<SpreadCode, LocalText>> = {
  'shared-product': { ja: '共通の製品又はソフトウェア', en: 'shared products or software' },
  vendor: { ja: '共通の委託先又は供給者', en: 'shared contractors or suppliers' },
  'remote-link': { ja: '事業者間の接続', en: 'links between operators' },
  'cross-border': { ja: '国外の拠点又は取引先', en: 'branches or partners abroad' },
}

/** Returns what is happening, in sentences. */
export function happeningText(happening: Happening): LocalText {
  const { leftOut = 0, slots } = happening
  const { vectors, systems, extortion, spread } = slots
  const sentences = [
    openings[happening.template],
    sentence(listText(vectorTexts, vectors), { ja: ['侵入の方法は', 'とみられます。'], en: ['The way in appears to be ', '.'] }),
    sentence(listText(systemTexts, systems), { ja: ['攻撃の対象は', 'です。'], en: ['The attack hit ', '.'] }),
    sentence(listText(extortionTexts, extortion), { ja: ['', 'が報告されています。'], en: ['The report speaks of ', '.'] }),
    sentence(listText(spreadTexts, spread), {
      ja: ['', 'を通じて、他の事業者に波及するおそれがあります。'],
      en: ['It may reach others through ', '.'],
    }),
    leftOut === 0 ? null : leftOutText(leftOut),
  ].filter((text) => text !== null)
  return { ja: sentences.map((text) => text.ja).join(''), en: sentences.map((text) => text.en).join(' ') }
}

function leftOutText(count: number): LocalText {
  return {
    ja: `報告されたインディケータのうち、有用と見られるものから順に掲載しています。一つの警報に掲載できないものが、ほかに約${count.toLocaleString('ja')}件あります。`,
    en: `Of the indicators that were reported, it carries those that seem most useful; about ${count.toLocaleString('en')} more do not fit into one warning.`,
  }
}

/** What a version of a warning does to the ones before it. */
export const actTexts: Readonly<Record<Exclude<WarningAct, 'release'>, LocalText>> = {
  revision: {
    ja: 'この警報は改訂されました。以前の版に代えて、この版に従ってください。',
    en: 'This warning has been revised. Go by this version instead of the earlier ones.',
  },
  recall: {
    ja: 'この警報は撤回されました。この警報に基づく遮断及び監視を、直ちに解除してください。',
    en: 'This warning has been recalled. Lift at once all blocking and monitoring that rests on it.',
  },
}

/** Why something is known to be wrong. */
export const wrongTexts: Readonly<Record<WrongReason, LocalText>> = {
  'false-positive': { ja: '誤検知と判明', en: 'a false positive' },
  'known-good': { ja: '正当なものと判明', en: 'known to be legitimate' },
  withdrawn: { ja: '根拠となる情報の取下げ', en: 'what it rested on was withdrawn' },
  expired: { ja: '攻撃での使用の終了', en: 'no longer used by attackers' },
  'names-somebody': { ja: '個人又は組織が特定されるため削除', en: 'removed because it named somebody' },
}

/** Where a warning stands for whoever reads it. */
export const standingTexts: Readonly<Record<WarningStanding, LocalText>> = {
  published: { ja: '公開中', en: 'published' },
  revised: { ja: '改訂済み', en: 'revised' },
  recalled: { ja: '撤回済み', en: 'recalled' },
  expired: { ja: '有効期間終了', en: 'no longer valid' },
}

/** Returns the title of a warning; that of a recall says so. */
export function warningTitle(content: Pick<WarningContent, 'kind' | 'confidence'>, act: WarningAct = 'release'): LocalText {
  const kind = kindTexts[content.kind]
  if (act === 'recall') return { ja: `【撤回】${kind.ja}に関する警報`, en: `[Recalled] ${kind.en}: warning` }
  return content.confidence === 'confirmed'
    ? { ja: `${kind.ja}に関する警報`, en: `${kind.en}: warning` }
    : { ja: `${kind.ja}に関する警報（未確認情報）`, en: `${kind.en}: warning (unconfirmed)` }
}

type Frame = Readonly<Record<keyof LocalText, readonly [before: string, after: string]>>

function sentence(inside: LocalText | null, frame: Frame): LocalText | null {
  return inside === null ? null : { ja: frame.ja[0] + inside.ja + frame.ja[1], en: frame.en[0] + inside.en + frame.en[1] }
}

/** Returns the texts of `codes` as a list inside a sentence, or null where there is none. */
function listText<Code extends string>(texts: Readonly<Record<Code, LocalText>>, codes: readonly Code[]): LocalText | null {
  const all = codes.map((code) => texts[code])
  const [last, ...before] = all.toReversed()
  if (last === undefined) return null
  if (before.length === 0) return last
  const first = before.toReversed()
  return {
    ja: `${first.map((text) => text.ja).join('、')}及び${last.ja}`,
    en: `${first.map((text) => text.en).join(', ')} and ${last.en}`,
  }
}
