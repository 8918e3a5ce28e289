import type { ReactNode } from 'react'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { DownloadLink } from '#ui/link.tsx'
import { useText } from '#ui/use-text.ts'
import { owedPageText } from './owed-text.ts'

/** Offers the calendar file of what is owed, and says what it does not carry. */
export function OwedCalendar(): ReactNode {
  const t = useText(owedPageText)
  const { language } = useLanguage()
  return (
    <section aria-labelledby="calendar">
      <Heading level={2} id="calendar">
        {t('calendarTitle')}
      </Heading>
      <p>{t('calendarBody')}</p>
      <p className="mt-3">
        <DownloadLink href={`/api/v1/obligations.ics?lang=${language}`} fileName="noroshi-deadlines.ics">
          {t('calendar')}
        </DownloadLink>
      </p>
    </section>
  )
}
