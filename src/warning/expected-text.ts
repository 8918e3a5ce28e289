import type { TextSet } from '#ui/text-set.ts'

/** Words of the part of the form that shows the warning as others would get it. */
export const expectedText = {
  title: { ja: '他の組織が受け取る警報', en: 'The warning as others would get it' },
  lead: {
    ja: '公開審査と同じ処理をこの端末で行った結果です。まだ何も送信されていません。',
    en: 'The release gate’s own judgement, made on this device. Nothing has been sent.',
  },
  asAgreed: {
    ja: '警報への利用について回答がないため、事前の同意（警報の自動公開）を適用した結果を示しています。同意の範囲外の項目は公開されません。',
    en: 'You have not said whether this may become a warning, so what was agreed beforehand counts. What that does not cover is not released.',
  },
  agreementUnknown: {
    ja: '警報への利用について回答がありません。事前の同意（警報の自動公開）がある場合は、その範囲で公開されます。現在、事前の同意の内容を確認できません。',
    en: 'You have not said whether this may become a warning. Where your organisation agreed beforehand, what it agreed to goes out; what that is cannot be seen at present.',
  },
  working: { ja: '公開される内容を確認しています', en: 'Working out what would go out' },
  failed: {
    ja: '公開される内容を確認できませんでした。公開審査で同じことが起きた場合、警報は公開されません。',
    en: 'What would go out could not be worked out. Where the gate fails in the same way, nothing is released.',
  },
  release: { ja: 'このまま送信すると、次の内容が公開される見込みです', en: 'Sent as it is, this is expected to go out' },
  hold: {
    ja: 'このまま送信すると、公開は保留され、担当官が確認します',
    en: 'Sent as it is, it would be held until an officer has looked at it',
  },
  holdNothing: { ja: 'このまま送信しても、警報は公開されません', en: 'Sent as it is, nothing would be released' },
  nothing: { ja: 'この報告から警報は作られません', en: 'No warning is made from this report' },
  gateKnowsMore: {
    ja: '公開審査では、全ての事業者の名称、ドメイン名、IPアドレス等とも照合します。その結果、公開が保留されたり、内容が減ったりすることがあります。同じ値が他の事業者からも報告されている場合にはその値が、該当する事業者が十分に多い場合には分野の区分が、加わることがあります。',
    en: 'The gate also checks against every other operator, and may hold the warning or leave more out. A value that other operators have reported too, and a group of sectors that many operators fit, may be added.',
  },
  compare: { ja: '記入した内容と公開される内容', en: 'What you typed, and what others see of it' },
  typed: { ja: '記入した内容', en: 'What you typed' },
  seen: { ja: '他の組織に見える内容', en: 'What others see' },
  why: { ja: '理由', en: 'Why' },
  out: { ja: 'そのまま公開', en: 'As typed' },
  less: { ja: '一部又は別の形で公開', en: 'In part, or in another form' },
  not: { ja: '公開しない', en: 'Not released' },
  techniqueInstead: { ja: '手口{id}として記載', en: 'Named as technique {id}' },
  notOnList: { ja: '公開の対象としない内容です。', en: 'Not on the list of what may go out.' },
  empty: { ja: '技術情報は記入されていません。', en: 'No technical facts were typed.' },
  others: { ja: '報告全体について', en: 'On the report as a whole' },
  keptIn: { ja: '公開審査だけに送る、外に出てはならない語句', en: 'Words that must not get out, sent to the release gate alone' },
  keptInNone: { ja: 'なし', en: 'none' },
  asReceived: { ja: '警報の内容（受け取る側の表示）', en: 'The warning, as it is received' },
} as const satisfies TextSet
