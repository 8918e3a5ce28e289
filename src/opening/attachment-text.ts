import type { TextSet } from '#ui/text-set.ts'

/** Words about the attachments of a report that is open. */
export const attachmentText = {
  title: { ja: '添付ファイル（{count} 件）', en: 'Attachments ({count})' },
  danger: {
    ja: '攻撃者の作成したものが含まれることがあります。隔離した環境で検査するまで開かないでください。保存すると、この端末で復号し、改変がないことを確かめます。',
    en: 'They may hold what an attacker made. Do not open them before they were examined in isolation. Saving decrypts them on this device and checks that nothing was altered.',
  },
  save: { ja: '保存：{name}', en: 'Save {name}' },
  saveShort: { ja: '保存', en: 'Save' },
  saving: { ja: '受信して復号しています', en: 'Receiving and decrypting' },
  unnamed: { ja: '名前のない添付', en: 'Attachment without a name' },
  unreadable: { ja: '添付を開けません', en: 'The attachment cannot be opened' },
  unreadableBody: {
    ja: '届出者が署名したものと異なるか、途中で途切れました。何も保存していません。もう一度試しても開けないときは、届出者に再送を求めてください。',
    en: 'It is not what the filer signed, or it broke off. Nothing was saved. If it fails again, ask the filer to send it anew.',
  },
} as const satisfies TextSet
