import type { ReactNode } from 'react'
import { Disclosure } from '#ui/disclosure.tsx'
import { formatDate } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { ExternalLink } from '#ui/link.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { useText } from '#ui/use-text.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { audienceName } from './audience-name.ts'
import { defang } from '#indicator/defang.ts'
import { IndicatorTable } from './indicator-table.tsx'
import { indicatorTypeName } from '#indicator/indicator-type-name.ts'
import { productName, techniqueLabel } from './render-text.ts'
import { lastValidDay } from './validity.ts'
import type { WarningContent } from './warning.ts'
import { tlpTexts, warningText } from './warning-page-text.ts'
import { actionTexts, foundationText, happeningText, papTexts, wrongTexts } from './warning-text.ts'

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
        {content.note !== null && (
          <div className="my-4 rounded-12 bg-solid-gray-50 p-4">
            <p className="font-700">{t('note')}</p>
            <p className="whitespace-pre-line">
              <OutsideText text={pick(content.note)} />
            </p>
          </div>
        )}
      </section>
      <KnownWrong content={content} level={level} />
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
        { term: t('audience'), value: pick(audienceName(content)) },
        { term: t('confidence'), value: pick(foundationText(content)) },
        { term: t('validity'), value: t('validityValue', { from, until }) },
        { term: t('terms'), value: `${pick(tlpTexts[content.tlp])}\n${pick(papTexts[content.pap])}` },
      ]}
    />
  )
}

function Technical({ content, level }: SheetProps): ReactNode {
  const t = useText(warningText)
  const lists = [
    [t('products'), content.products.map(productName)],
    [t('cve'), content.cve],
    [t('techniques'), content.techniques.map(techniqueLabel)],
  ] as const
  return (
    <>
      {lists.map(([title, entries]) => (
        <PlainList key={title} title={title} entries={entries} level={level} />
      ))}
      <Detections content={content} level={level} />
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

/** What earlier versions held and nobody must act on any more; before what still counts, since somebody may be blocking it now. */
function KnownWrong({ content, level }: SheetProps): ReactNode {
  const t = useText(warningText)
  const { pick } = useLanguage()
  if (content.knownWrong.length === 0) return null
  return (
    <section className="my-6 rounded-12 border-2 border-error-1 p-4 desktop:p-6">
      <Heading level={level} isFlush>
        {t('wrong')}
      </Heading>
      <p>{t('wrongLead')}</p>
      <ul className="mt-2 list-disc ps-6">
        {content.knownWrong.map(({ type, value, reason }) => (
          <li key={`${type} ${value}`}>
            {t('wrongEntry', { type: pick(indicatorTypeName(type)), reason: pick(wrongTexts[reason]) })}{' '}
            <code className="font-mono break-all">{visibleControls(defang(type, value))}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Detections({ content, level }: SheetProps): ReactNode {
  const t = useText(warningText)
  if (content.detections.length === 0) return null
  return (
    <section>
      <Heading level={level}>{t('detections')}</Heading>
      {content.detections.map(({ language, name, text }) => (
        <Disclosure key={`${language} ${name} ${text}`} summary={t('detection', { name, language: ruleLanguages[language] })}>
          <pre className="rounded-8 bg-solid-gray-50 p-4 font-mono text-mono-16N-150 break-all whitespace-pre-wrap">
            {visibleControls(text)}
          </pre>
        </Disclosure>
      ))}
    </section>
  )
}

const ruleLanguages = { sigma: 'Sigma', yara: 'YARA', suricata: 'Suricata' } as const satisfies Record<
  WarningContent['detections'][number]['language'],
  string
>
