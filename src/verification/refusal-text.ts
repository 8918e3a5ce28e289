import type { LocalText } from '#base/language.ts'
import { DirectoryError, type DirectoryErrorCode } from '#key-directory/directory-error.ts'
import { LogError, type LogErrorCode } from '#transparency-log/log-error.ts'
import { WarningError, type WarningErrorCode } from './warning-error.ts'

/** Why a file proves nothing. */
export type RefusalCode = LogErrorCode | WarningErrorCode | DirectoryErrorCode

/** Tells whether `error` refuses a file, rather than that something broke. */
export function isRefusal(error: unknown): error is LogError | WarningError | DirectoryError {
  return error instanceof LogError || error instanceof WarningError || error instanceof DirectoryError
}

type Reason = 'warning' | 'directory' | 'damaged' | 'signature' | 'elsewhere' | 'content' | 'chain' | 'time' | 'other' | 'policy'

const reasons: Readonly<Record<Reason, LocalText>> = {
  damaged: {
    ja: 'ファイルが壊れているか、受領証、事案の証明書、警報のいずれでもありません。',
    en: 'The file is damaged, or it is neither a receipt nor a case bundle nor a warning.',
  },
  signature: {
    ja: '署名が内容と一致しないか、検証ポリシーにない鍵の署名があります。改変された可能性があります。',
    en: 'A signature does not fit, or is by a key that the policy does not name. The file may have been altered.',
  },
  elsewhere: {
    ja: '検証ポリシーに記載のない別のログのものです。そのログの検証ポリシーを指定してください。',
    en: 'It is from a log that the policy does not name. Use the policy of that log.',
  },
  content: {
    ja: '内容が、ログに記録されたものと一致しません。改変された可能性があります。',
    en: 'What it says is not what the log holds. It may have been altered.',
  },
  chain: {
    ja: '事案の記録に、欠落、追加又は順序の入替えがあります。',
    en: 'An entry of the case is missing, was added, or is out of place.',
  },
  time: { ja: '記載された時刻が、あり得ないものです。', en: 'A time in it cannot be true.' },
  other: { ja: '別の報告又は別のファイルのものです。', en: 'It is for another report or another file.' },
  warning: {
    ja: '公開審査の署名がないか、署名が警報の内容と一致しません。改変された可能性があります。この警報に基づいて対処しないでください。',
    en: 'It is not signed by the release gate, or the signature does not fit. It may have been altered: do not act on it.',
  },
  directory: {
    ja: '公開審査の鍵を確認できません。鍵の名簿がないか、名簿に正しいルート鍵の署名がありません。',
    en: 'The key of the release gate cannot be confirmed: there is no directory of keys, or the right root did not sign it.',
  },
  policy: { ja: '検証ポリシーを読み取れません。', en: 'The policy cannot be read.' },
}

/** Returns in plain words why a file was refused. */
export function describeRefusal(code: RefusalCode): LocalText {
  return reasons[reasonOf(code)]
}

function reasonOf(code: RefusalCode): Reason {
  if (code === 'WARNING_MALFORMED') return 'damaged'
  if (code === 'WARNING_DIRECTORY_NEEDED' || code.startsWith('DIRECTORY_') || code.startsWith('ROOT_')) return 'directory'
  if (code.startsWith('WARNING_')) return 'warning'
  if (code === 'ENTRY_UNEXPECTED') return 'other'
  if (code === 'ENTRY_TIME_IMPOSSIBLE' || code === 'SIGNATURE_FROM_FUTURE' || code === 'SIGNATURE_UNTIMED') return 'time'
  if (code === 'CHECKPOINT_ORIGIN_UNKNOWN') return 'elsewhere'
  if (code === 'CHECKPOINT_UNSIGNED' || code.startsWith('SIGNATURE_')) return 'signature'
  if (code.startsWith('POLICY_') || code.startsWith('KEY_')) return 'policy'
  if (code.startsWith('CHAIN_')) return 'chain'
  return code === 'PROOF_ROOT_WRONG' || code === 'PROOF_LENGTH_WRONG' || code === 'TREE_POSITION_IMPOSSIBLE' ? 'content' : 'damaged'
}
