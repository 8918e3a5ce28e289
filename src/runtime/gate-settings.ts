import { resolve } from 'node:path'
import { setting, words } from './setting.ts'

/** Returns the settings of what the release gate looks for. */
export function gateSettings() {
  return {
    knownGood: setting<string | null>('NOROSHI_KNOWN_GOOD', (text) => resolve(text), {
      defaultText: 'the built-in lists alone',
      absent: () => null,
      meaning: {
        ja: '警報に載せない既知の正当な値の一覧（MISP warninglist 形式）を置くフォルダー。docs/operate/gate.md を参照',
        en: 'folder of lists of values in legitimate use that no warning names, in the warninglist format of MISP: docs/operate/gate.md',
      },
    }),
    doNotName: setting<readonly string[]>('NOROSHI_DO_NOT_NAME', words, {
      defaultText: 'none',
      absent: () => [],
      meaning: {
        ja: 'どの警報にも載せない語句（1行に1つ）。通常は NOROSHI_DO_NOT_NAME_FILE で渡す',
        en: 'words that no warning may hold, one a line; usually given as NOROSHI_DO_NOT_NAME_FILE',
      },
    }),
  }
}
