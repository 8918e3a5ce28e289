import { setting, yesOrNo } from './setting.ts'

/** Returns the settings of the demonstration. */
export function demoSettings() {
  return {
    demo: setting('NOROSHI_DEMO', yesOrNo, {
      defaultText: '0 (1 under npm start)',
      absent: () => false,
      meaning: { ja: '架空の国によるデモ', en: 'demonstration with the fictional country' },
    }),
    demoExamples: setting('NOROSHI_DEMO_EXAMPLES', yesOrNo, {
      defaultText: '1',
      absent: () => true,
      meaning: {
        ja: '新しいデモに、関連する二つの報告の例を入れる。0 は報告のない状態から始める',
        en: 'a new demonstration begins with two reports that belong together; 0 begins without any report',
      },
    }),
  }
}
