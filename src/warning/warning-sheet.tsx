import type { ReactNode } from 'react'
import { formatDate } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { ExternalLink } from '#ui/link.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { IndicatorTable } from './indicator-table.tsx'
import { lastValidDay } from './validity.ts'
import type { WarningContent } from './warning.ts'
import { tlpTexts, warningText } from './warning-page-text.ts'
import { actionTexts, audienceTexts, confidenceTexts, happeningText, papTexts } from './warning-text.ts'

type SheetProps = { content: WarningContent; level: 2 | 3 }

/**
 * What a warning says, in the order in which a recipient needs it; for those who received it and for those who decide on its release.
 *
 * @param props `content`; `level` of its headings.
 */
export function WarningSheet({ content, level }: SheetProps): ReactNode {
  const t = useText(warningText)
  const { pick } = useLanguage()
  return (
    <>
      <section>
        <Heading level={level}>{t('actions')}</Heading>
        <ol className="list-decimal ps-7 text-std-18N-160">
          {content.actions.map((action) => (
            <li key={action} className="my-2 ps-1">
              {pick(actionTexts[action])}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <Heading level={level}>{t('happening')}</Heading>
        <p>{pick(happeningText(content.happening))}</p>
        <Facts content={content} />
      </section>
      <section>
        <Heading level={level}>{t('indicators')}</Heading>
        <IndicatorTable indicators={content.indicators} />
      </section>
      <Technical content={content} level={level} />
    </>
  )
}

function Facts({ content }: { content: WarningContent }): ReactNode {
  const t = useText(warningText)
  const { language, pick } = useLanguage()
  const from = formatDate(Temporal.PlainDate.from(content.validFrom), language)
  const until = formatDate(lastValidDay(content.validUntil), language)
  return (
    <SummaryList
      rows={[
        { term: t('audience'), value: pick(audienceTexts[content.audience]) },
        { term: t('confidence'), value: pick(confidenceTexts[content.confidence]) },
        { term: t('validity'), value: t('validityValue', { from, until }) },
        { term: t('terms'), value: `${pick(tlpTexts[content.tlp])}\n${pick(papTexts[content.pap])}` },
      ]}
    />
  )
}

function Technical({ content, level }: SheetProps): ReactNode {
  const t = useText(warningText)
  const products = content.products.map(({ name, version }) => (version === null ? name : `${name} ${version}`))
  const lists = [
    [t('techniques'), content.techniques],
    [t('cve'), content.cve],
    [t('products'), products],
  ] as const
  return (
    <>
      {lists.map(([title, entries]) => (
        <PlainList key={title} title={title} entries={entries} level={level} />
      ))}
      {content.references.length > 0 && (
        <section>
          <Heading level={level}>{t('references')}</Heading>
          <ul className="list-disc ps-6">
            {content.references.map((address) => (
              <li key={address}>
                <ExternalLink href={address}>{address}</ExternalLink>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function PlainList({ title, entries, level }: { title: string; entries: readonly string[]; level: 2 | 3 }): ReactNode {
  if (entries.length === 0) return null
  return (
    <section>
      <Heading level={level}>{title}</Heading>
      <ul className="flex flex-wrap gap-x-4 gap-y-2">
        {entries.map((entry) => (
          <li key={entry} className="rounded-4 border border-solid-gray-420 px-2 py-1 font-mono">
            {entry}
          </li>
        ))}
      </ul>
    </section>
  )
}
