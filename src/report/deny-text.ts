import type { LocalText } from '#base/language.ts'
import type { TextSet } from '#ui/text-set.ts'
import type { DenyOrigin } from './deny-terms.ts'

/** Words of the part of the form that shows what must not get out. */
export const denyText = {
  title: { ja: '外に出てはならない語句', en: 'Words that must not get out' },
  lead: {
    ja: '暗号化する回答から見つかった名称等と、あなたが記入した語句です。公開審査だけが開封できる形で暗号化して送り、これらを含む内容は公開されません。サーバー及び担当官は読むことができません。',
    en: 'Names found in the answers that are encrypted, and those you wrote down. They go sealed to the release gate alone; nothing that holds one of them is released. Neither the server nor any officer can read them.',
  },
  noGate: {
    ja: '鍵名簿に公開審査の鍵がないため、この一覧は送信されません。公開審査は、全ての事業者の登録情報とのみ照合します。',
    en: 'The directory lists no key of the release gate, so this list is not sent. The gate checks against what is registered of all operators alone.',
  },
  own: { ja: '記入した語句', en: 'Written by you' },
  ownNone: { ja: '記入した語句はありません。', en: 'You wrote none.' },
  change: { ja: '語句を追加・変更', en: 'Add or change words' },
  found: { ja: '回答から見つかった名称等', en: 'Found in your answers' },
  foundHint: {
    ja: '外に出ても差し支えないもの（攻撃者の名称、一般的な語など）は、チェックを外してください。',
    en: 'Clear the mark of what may get out: an attacker’s name, a word that is anybody’s.',
  },
  foundNone: { ja: '見つかった名称等はありません。', en: 'None were found.' },
  showAll: { ja: '見つかった名称等を表示（{count, number}件）', en: 'Show what was found ({count, number})' },
  count: {
    ja: '{count, number}件を公開審査に送ります。件数は、受け取る側以外には分かりません。',
    en: '{count, number} go to the release gate. Nobody else can tell how many.',
  },
} as const satisfies TextSet

/** Why a word is on the list. */
export const denyOriginTexts: Readonly<Record<DenyOrigin, LocalText>> = {
  'own-word': { ja: '記入した語句', en: 'written by you' },
  answer: { ja: '回答', en: 'an answer' },
  host: { ja: '機器・ドメイン・アカウント', en: 'host, domain or account' },
  mailbox: { ja: '電子メール', en: 'e-mail' },
  person: { ja: '人名', en: 'person' },
  place: { ja: '場所', en: 'place' },
  word: { ja: '固有名詞', en: 'proper name' },
}
