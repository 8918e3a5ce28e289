import type { TextSet } from '#ui/text-set.ts'

/** Words about files that go with a report. */
export const attachmentText = {
  title: { ja: '添付ファイル', en: 'Attachments' },
  choose: { ja: '添付するファイル', en: 'Files to attach' },
  hint: {
    ja: '任意。1 件 100MB まで、{most} 件まで。ファイル名も含めて、この端末で暗号化します。',
    en: 'Optional. Up to 100 MB each, {most} in all. They are encrypted on this device, names included.',
  },
  urgent: {
    ja: '期限が迫っているときは、添付なしで先に報告し、続報で添付してください。大きなファイルの送信には時間がかかります。',
    en: 'If a limit is close, file without attachments first and add them in an update: large files take time to send.',
  },
  remove: { ja: '外す：{name}', en: 'Remove {name}' },
  removeShort: { ja: '外す', en: 'Remove' },
  tooLarge: {
    ja: '{name} は 100MB を超えています。分割するか、圧縮してください。',
    en: '{name} is larger than 100 MB. Split or compress it.',
  },
  tooMany: {
    ja: '添付できるのは {most} 件までです。まとめて圧縮するか、続報で添付してください。',
    en: 'A report takes {most} attachments. Pack them together, or attach more in an update.',
  },
  sealingFile: { ja: '添付を暗号化しています：{name}', en: 'Encrypting {name}' },
  uploading: { ja: '添付を送信しています', en: 'Uploading attachments' },
  uploadingNote: { ja: '{sent} / {total}', en: '{sent} of {total}' },
} as const satisfies TextSet
