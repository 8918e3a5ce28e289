import type { LocalText } from '#base/language.ts'

/** What `noroshi witness` says. */
export const witnessText = {
  summary: {
    ja: 'ほかのログの証人となり、前に認めた先頭の続きであるときにだけ署名する',
    en: "be a witness of somebody's log: cosign its heads as long as each continues the one before",
  },
  policyLine: (name: string, verifierKey: string, url: string): LocalText => ({
    ja: `この証人を方針に加える行：witness ${shortName(name)} ${verifierKey} ${url}`,
    en: `For the policy of a log: witness ${shortName(name)} ${verifierKey} ${url}`,
  }),
  followsNone: {
    ja: 'どのログにも従っていません。--log KEY 又は --policy FILE でログを指定してください。',
    en: 'It follows no log yet: name one by --log KEY or --policy FILE.',
  },
  follows: (origin: string): LocalText => ({ ja: `従うログ：${origin}`, en: `It follows ${origin}` }),
} as const

/** A policy's own name for a witness: the part of the key's name that tells it apart. */
function shortName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')
}
