import type { LocalText } from '#base/language.ts'
import type { AnswerProblemCode } from './answer-problem.ts'

/** What a person reads for the answer `unknown`. */
export const unknownText: LocalText = { ja: '不明・確認中', en: 'Not known yet' }

/** What a person reads for the answers of a field of type `yes-no`. */
export const yesNoText: Readonly<Record<'yes' | 'no', LocalText>> = {
  yes: { ja: 'はい', en: 'Yes' },
  no: { ja: 'いいえ', en: 'No' },
}

/** What a person reads for a field that nobody answered. */
export const notAnsweredText: LocalText = { ja: '未回答', en: 'Not answered' }

/** What a person reads for an empty list that means none. */
export const noneText: LocalText = { ja: 'なし', en: 'None' }

/** One sentence for each way in which an answer can be wrong; `expected` says what would be right. */
export const problemText: Readonly<Record<AnswerProblemCode, (expected: LocalText) => LocalText>> = {
  ANSWERS_NOT_OBJECT: () => ({
    ja: '回答は項目名と値の組（JSONオブジェクト）で送ってください。',
    en: 'Send the answers as a JSON object of field ids and values.',
  }),
  FIELD_UNKNOWN: () => ({
    ja: 'この項目は定められていません。項目名を確認してください。',
    en: 'There is no such field. Check the field id.',
  }),
  ANSWER_TYPE: (expected) => ({ ja: `${expected.ja}で回答してください。`, en: `Answer with ${expected.en}.` }),
  ANSWER_EMPTY: () => ({
    ja: '空欄です。分からないときは「不明」と回答してください。',
    en: 'This is empty. Answer “unknown” if you do not know.',
  }),
  ANSWER_CODE: (expected) => ({ ja: `選択肢（${expected.ja}）から選んでください。`, en: `Choose one of: ${expected.en}.` }),
  ANSWER_REPEATED: () => ({ ja: '同じ値が重複しています。', en: 'The same value is given twice.' }),
  ANSWER_EXCLUSIVE: (expected) => ({
    ja: `「${expected.ja}」は他の選択肢と同時に選べません。`,
    en: `“${expected.en}” cannot be combined with other choices.`,
  }),
  ANSWER_TOO_LONG: (expected) => ({ ja: `${expected.ja}文字以内で記入してください。`, en: `Use at most ${expected.en} characters.` }),
  ANSWER_TOO_MANY: (expected) => ({ ja: `${expected.ja}件以内にしてください。`, en: `Give at most ${expected.en} entries.` }),
  ANSWER_CHARACTERS: () => ({
    ja: '使用できない文字（制御文字など）が含まれています。',
    en: 'This holds characters that cannot be used, such as control characters.',
  }),
  ANSWER_PATTERN: (expected) => ({
    ja: `形式が正しくありません（例：${expected.ja}）。`,
    en: `This does not have the expected form (for example ${expected.en}).`,
  }),
  ANSWER_RANGE: (expected) => ({ ja: `${expected.ja}の範囲で記入してください。`, en: `Give a value ${expected.en}.` }),
  ANSWER_INSTANT: () => ({
    ja: '日時は時差を付けて記入してください（例：2026-11-22T09:30+09:00）。',
    en: 'Give date and time with the offset (for example 2026-11-22T09:30+09:00).',
  }),
  ANSWER_DATE: () => ({
    ja: '実在する日付を記入してください（例：2026-11-22）。',
    en: 'Give a date that exists (for example 2026-11-22).',
  }),
  ANSWER_DURATION: () => ({ ja: '期間は PT2H30M のように記入してください。', en: 'Give a duration such as PT2H30M.' }),
  ITEM_UNKNOWN: () => ({ ja: 'この項目は定められていません。', en: 'There is no such key in this record.' }),
  ITEM_MISSING: (expected) => ({ ja: `「${expected.ja}」を記入してください。`, en: `Give “${expected.en}”.` }),
}
