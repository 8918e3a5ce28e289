import type { TextSet } from '#ui/text-set.ts'

/** Words around the result of an assessment. */
export const assessmentViewText = {
  due: { ja: '報告が必要なもの', en: 'You must report' },
  mayBeDue: { ja: '報告が必要となる可能性があるもの', en: 'You may have to report' },
  notDue: { ja: '報告義務のないもの', en: 'No duty' },
  voluntary: { ja: '任意の届出先（義務ではありません）', en: 'Where you may report without having to' },
  outOfForce: { ja: '施行されていない法令（義務ではありません）', en: 'Not law in force' },
  outOfForceBody: {
    ja: '次の法令は案又は廃止されたものであり、この判定には用いていません。',
    en: 'These are proposed or repealed, and took no part in this assessment.',
  },
  notAssessed: { ja: '判定していない国・地域', en: 'Countries that were not asked' },
  notAssessedBody: {
    ja: '次の国・地域の法令は、この判定の対象としていません：{names}',
    en: 'The law of these countries took no part in this assessment: {names}',
  },
  duties: { ja: '{name}（{count, number}件）', en: '{name} ({count, plural, one {# duty} other {# duties}})' },
  rulebooks: { ja: '規則集：{names}', en: 'Rulebooks: {names}' },
  notAdvice: {
    ja: 'この判定は入力された事実に基づく自動的なものであり、法律上の助言ではありません。',
    en: 'Decided by machine from the facts given; this is not legal advice.',
  },
} as const satisfies TextSet
