import type { Language } from '#base/language.ts'
import { formatDate } from '#ui/format-time.ts'
import { translate } from '#ui/text-set.ts'
import type { Campaign } from './campaign.ts'
import { campaignsText } from './campaign-page-text.ts'

/** Returns the days of the first and the latest report in words, one where they are the same. */
export function campaignPeriod({ firstDay, lastDay }: Pick<Campaign, 'firstDay' | 'lastDay'>, language: Language): string {
  const [first = '', last = ''] = [firstDay, lastDay].map((day) => formatDate(Temporal.PlainDate.from(day), language))
  return firstDay === lastDay ? first : translate(campaignsText, language)('days', { first, last })
}
