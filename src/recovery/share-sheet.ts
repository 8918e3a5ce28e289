import type { RecoveryShare } from '#envelope/recovery-share.ts'
import type { RecoveryPublicKey } from './recovery-key.ts'

/**
 * Returns the text of the sheet that one holder keeps, in Japanese and English, to be printed or left on a stick.
 *
 * @param note A further line for the holder, in both languages; empty for none.
 */
export function shareSheet(share: RecoveryShare, publicKey: RecoveryPublicKey, note: readonly string[] = []): string {
  const { number, total, threshold } = share
  const fingerprint = publicKey.fingerprint.slice(0, 32).replaceAll(/(.{4})(?=.)/g, '$1 ')
  return [
    `狼煙 国家復旧鍵　分割片 ${number} / ${total}`,
    `Noroshi national recovery key: share ${number} of ${total}`,
    '',
    ...note,
    ...(note.length === 0 ? [] : ['']),
    `${total} 片のうち ${threshold} 片を合わせると、あらゆる報告を開くことができます。1 片だけでは何も分かりません。`,
    `Any ${threshold} of the ${total} shares together open every report. One alone says nothing.`,
    '封をして施錠できる場所に保管し、他の分割片と同じ場所に置かないでください。複製しないでください。',
    'Keep it sealed and locked, never in one place with another share. Make no copy.',
    '',
    ...share.rows.map((row, index) => `  ${index + 1}   ${row}`),
    '',
    '各行の最後の 4 文字は検査用です。手で打ち込むときは、空白や大文字・小文字を気にする必要はありません。',
    'The last four characters of each row are its check. When typing it in, spaces and case do not matter.',
    '',
    `key id       ${publicKey.keyId}`,
    `fingerprint  ${fingerprint}`,
    `made at      ${publicKey.createdAt}`,
    '',
  ].join('\n')
}
