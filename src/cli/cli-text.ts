import type { LocalText } from '#base/language.ts'

/** What the command line itself says. */
export const cliText = {
  title: {
    ja: 'Noroshi（狼煙） 重要インフラへのサイバー攻撃の報告と警報',
    en: 'Noroshi: report cyberattacks on critical infrastructure, and warn those who may be next',
  },
  everyCommand: {
    ja: '選択肢及び例は ./noroshi コマンド名 --help で見られます。\n各コマンド共通：--json（機械向け出力） --lang ja|en --help。サーバーは NOROSHI_URL、トークンは NOROSHI_TOKEN で指定します。',
    en: './noroshi COMMAND --help shows its options and examples.\nEvery command takes --json, --lang ja|en and --help. NOROSHI_URL names the server, NOROSHI_TOKEN holds the token.',
  },
  seeHelp: { ja: 'コマンドの一覧は ./noroshi --help で見られます。', en: './noroshi --help lists the commands.' },
  fault: { ja: '想定していない不具合が起きました。', en: 'Something failed that nobody foresaw.' },
  unknownCommand: (word: string): LocalText => ({ ja: `「${word}」というコマンドはありません。`, en: `There is no command "${word}".` }),
  didYouMean: (name: string): LocalText => ({ ja: `「${name}」のことですか。`, en: `Did you mean "${name}"?` }),
  failed: (message: string, code: string): LocalText => ({ ja: `失敗しました：${message}（${code}）`, en: `${message} (${code})` }),
} as const
