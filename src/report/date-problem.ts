import type { Language, LocalText } from '#base/language.ts'
import type { DatePart, DateProblem } from '#ui/date-parts.ts'
import { translate } from '#ui/text-set.ts'
import { uiText } from '#ui/ui-text.ts'

/** Returns what is wrong with a date that was typed, in every language, in the words of the date fields. */
export function dateProblemText(wrong: { readonly problem: DateProblem; readonly part: DatePart }): LocalText {
  return { ja: wordsIn('ja', wrong), en: wordsIn('en', wrong) }
}

function wordsIn(language: Language, { problem, part }: { problem: DateProblem; part: DatePart }): string {
  const t = translate(uiText, language)
  switch (problem) {
    case 'incomplete':
      return t('dateIncomplete', { part })
    case 'not-a-number':
      return t('dateNotNumber', { part })
    case 'no-such-date':
      return t('dateNoSuchDate')
    case 'no-such-time':
      return t('dateNoSuchTime')
  }
}
