import type { TextSet } from '#ui/text-set.ts'

/** Words for unlocking the own key, and for showing once more that the person is there. */
export const unlockText = {
  title: { ja: '鍵のロックを解除する', en: 'Unlock your key' },
  why: {
    ja: '署名及び復号には、あなた個人の鍵が必要です。鍵はこのブラウザーの中だけで使われ、最長8時間、又はサインアウトするまでメモリーにだけ保持されます。',
    en: 'Signing and decrypting take your own key. It is used in this browser alone and stays in its memory for at most eight hours or until you sign out.',
  },
  withPasskey: { ja: 'パスキーで解除', en: 'Unlock with a passkey' },
  code: { ja: '印刷コード', en: 'Printed code' },
  codeHint: {
    ja: '4文字ずつ7組のコードです。小文字、全角文字及び区切りのない入力も使えます。このブラウザーの外には送信されません。',
    en: 'Seven groups of four characters. Small letters, full-width characters and missing separators are fine. It does not leave this browser.',
  },
  withCode: { ja: '印刷コードで解除', en: 'Unlock with the printed code' },
  codeMissing: { ja: '印刷コードを入力してください', en: 'Enter the printed code' },
  isLocked: { ja: '先に鍵のロックを解除してください', en: 'Unlock your key first' },
  unlocked: { ja: '鍵のロックは解除されています', en: 'Your key is unlocked' },
  noKeyTitle: { ja: 'あなたの鍵がまだありません', en: 'You have no key yet' },
  noKeyBody: {
    ja: '署名及び復号には、あなた個人の鍵を登録する必要があります。',
    en: 'To sign and to decrypt you must first enrol a key of your own.',
  },
  enrol: { ja: '鍵を登録する', en: 'Enrol a key' },
  passkeyUnsupported: {
    ja: 'このブラウザー又は端末では、パスキーを使えません。別のブラウザー若しくは端末、又は印刷コードを使ってください。',
    en: 'This browser or device cannot use passkeys here. Use another one, or the printed code.',
  },
  passkeyCancelled: {
    ja: 'パスキーによる確認が完了しませんでした。もう一度試すか、別の方法を使ってください。',
    en: 'No passkey answered. Try again, or use another way.',
  },
  passkeyKnown: {
    ja: 'この端末又はセキュリティキーには、あなたのパスキーが既に登録されています。別の端末又はセキュリティキーを使ってください。',
    en: 'This device or security key holds a passkey of yours already. Use another one.',
  },
  passkeyWithoutPrf: {
    ja: 'このパスキーは鍵の解除に必要な機能（PRF）に対応していません。対応する端末、ブラウザー若しくはセキュリティキー、又は印刷コードを使ってください。',
    en: 'This passkey lacks what it takes to unlock a key (PRF). Use a device, browser or security key that has it, or the printed code.',
  },
  codeLength: {
    ja: '印刷コードは28文字です。{count, number}文字が入力されています',
    en: 'The printed code has 28 characters; {count, number} were entered',
  },
  codeCharacter: {
    ja: '{group, number}組目に、印刷コードでは使わない文字があります',
    en: 'Group {group, number} has a character that no printed code has',
  },
  codeChecksum: { ja: '{group, number}組目に誤りがあります', en: 'Something is wrong in group {group, number}' },
  codeChecksumSomewhere: {
    ja: '2か所以上に誤りがあります。全体を確認してください',
    en: 'Something is wrong in more than one place: check the whole code',
  },
  codeWrong: { ja: 'この印刷コードでは、あなたの鍵を解除できません', en: 'This printed code does not unlock your key' },
  codeUnknown: {
    ja: 'この印刷コードは登録されていません。新しいコードに替えていないか確認してください',
    en: 'This printed code is not known. Has a newer one taken its place?',
  },
  locked: { ja: 'この方法では、あなたの鍵を解除できません', en: 'This does not unlock your key' },
  verifyTitle: { ja: '本人確認', en: 'Confirm that it is you' },
  verifyBody: {
    ja: 'この操作には、5分以内の本人確認が必要です。',
    en: 'This act needs you to have confirmed within the last five minutes that it is you.',
  },
  verifyWithPasskey: { ja: 'パスキーで確認', en: 'Confirm with a passkey' },
  verifyWithCode: { ja: '印刷コードで確認', en: 'Confirm with the printed code' },
  verifyDemo: {
    ja: 'デモ環境では、架空の人物の鍵をこのブラウザーが自動で解除し、その署名で確認します。',
    en: 'In the demonstration this browser unlocks the key of the fictional person by itself and confirms with its signature.',
  },
  verifyAsDemo: { ja: '{name}さんとして確認', en: 'Confirm as {name}' },
  cancel: { ja: '中止', en: 'Cancel' },
} as const satisfies TextSet
