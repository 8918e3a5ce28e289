import type { LocalText } from '#base/language.ts'
import type { DirectoryErrorCode } from '#key-directory/directory-error.ts'

/** Title above every refusal of a key. */
export const directoryErrorTitle: LocalText = {
  ja: '宛先の鍵を確認できないため、暗号化を中止しました',
  en: 'Nothing was sealed: the keys of the recipients cannot be confirmed',
}

/** What to do after every refusal of a key. */
export const directoryErrorAdvice: LocalText = {
  ja: '報告の内容はこの端末から送信されていません。配布された資料に印刷された電話番号で窓口に連絡するか、オフライン様式又は電話で報告してください。',
  en: 'Nothing of the report has left this device. Call the number printed on your kit, or report by the offline form or by telephone.',
}

/** Why keys were refused, in words for people. */
export const directoryErrorTexts = {
  ROOT_MALFORMED: {
    ja: 'この画面に組み込まれた鍵の名簿のルート鍵を読み取れません。',
    en: 'The root of the directory of keys that is built into these pages cannot be read.',
  },
  ROOT_CHANGED: {
    ja: '鍵の名簿のルート鍵が、このブラウザーが以前に確認したものと異なります。画面が改ざんされているおそれがあります。',
    en: 'The root of the directory of keys is another one than this browser has seen before. Somebody may have changed the pages.',
  },
  ROOT_LOCKED: { ja: 'ルート鍵のパスフレーズが違います。', en: 'The passphrase of the root is wrong.' },
  DIRECTORY_MALFORMED: { ja: '鍵の名簿を読み取れません。', en: 'The directory of keys cannot be read.' },
  DIRECTORY_UNSIGNED: {
    ja: '鍵の名簿に、正しいルート鍵による署名がありません。宛先の鍵が差し替えられているおそれがあります。',
    en: 'The directory of keys is not signed by the right root. Somebody may be swapping the keys of the recipients.',
  },
  DIRECTORY_ALTERED: {
    ja: '鍵の名簿が、署名された後に書き換えられています。宛先の鍵が差し替えられているおそれがあります。',
    en: 'The directory of keys was altered after it was signed. Somebody may be swapping the keys of the recipients.',
  },
  DIRECTORY_OLDER: {
    ja: '示された鍵の名簿は、このブラウザーが以前に確認したものより古いものです。廃止された鍵が使われるおそれがあります。',
    en: 'The directory of keys is older than one that this browser has seen. A key that was withdrawn might be used.',
  },
  DIRECTORY_FORKED: {
    ja: '示された鍵の名簿は、このブラウザーが以前に確認したものとつながりません。異なる鍵の名簿が並存しているおそれがあります。',
    en: 'The directory of keys does not continue the one that this browser has seen: there seem to be two.',
  },
  DIRECTORY_INCOMPLETE: { ja: '鍵の名簿に必要な鍵が載っていません。', en: 'A key that is needed is not in the directory.' },
  KEY_NOT_LISTED: {
    ja: '自組織の鍵が、鍵の名簿に載っているものと異なります。鍵が差し替えられているおそれがあります。',
    en: "Your own organisation's key is not the one in the directory. Somebody may be swapping keys.",
  },
  EPOCH_REFUSED: {
    ja: '所管機関の新しい鍵に、鍵の名簿に載っている管理者の署名がありません。鍵が差し替えられているおそれがあります。',
    en: "An authority's new key is not signed by an administrator whom the directory lists. Somebody may be swapping keys.",
  },
  APPROVAL_REFUSED: {
    ja: '構成員の承認に、正しい署名がありません。',
    en: 'The approval of a member is not signed as it must be.',
  },
} as const satisfies Record<DirectoryErrorCode, LocalText>
