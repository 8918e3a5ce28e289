import type { ReactNode } from 'react'
import { defang } from '#indicator/defang.ts'
import { isInstant } from '#rulebook/answer-value.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { formatInstant } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { pagePath } from '#ui/page-path.ts'
import { StatusBadge, type StatusTone } from '#ui/status-badge.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { sectorGroupName } from './audience-name.ts'
import { ClosedHeld, ClosingHeld } from './closing-held.tsx'
import { useBeginDraft } from './draft/draft-client.ts'
import { findingEffects, type FindingEffect } from './gate/finding.ts'
import { findingEffectTexts, findingTexts } from './gate/gate-text.ts'
import { heldReasons, type HeldItem, type HeldPlace, type HeldReason } from './held-reason.ts'
import { faultKindNames, heldText, identifierKindNames } from './held-text.ts'
import { warningTitle } from './warning-text.ts'
import { WarningSheet } from './warning-sheet.tsx'

const tones: Readonly<Record<FindingEffect, StatusTone>> = { holds: 'warning', ends: 'neutral', drops: 'neutral', reduces: 'neutral' }
const placesShown = 5

/** One held part: why the gate holds it, in words, and what could go out. */
export function HeldCard({ item }: { item: HeldItem }): ReactNode {
  const t = useText(heldText)
  const language = useLanguage()
  const { content } = item
  const kind = content === null ? t('unknownKind') : language.pick(warningTitle(content))
  const date = formatInstant(Temporal.Instant.from(item.decidedAt), language.language, { seconds: true })
  return (
    <section className="my-6 rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <Heading level={2} looksLike={3} isFlush>
        {t('item', { kind, date })}
      </Heading>
      <SummaryList
        rows={[
          { term: t('decided'), value: <InstantText at={item.decidedAt} isExact withUtc /> },
          { term: t('report'), value: <CopyableCode value={item.reportId} name={t('report')} /> },
        ]}
      />
      <Table
        caption={t('reasons')}
        columns={columnsOf(t, language)}
        rows={heldReasons(item.reasons)}
        rowKey={({ rawCode, about }) => `${rawCode} ${about ?? ''}`}
        empty={t('unknownReason', { code: '―' })}
      />
      {content === null ? (
        <p>{t('noPreview')}</p>
      ) : (
        <Disclosure summary={t('preview')}>
          <WarningSheet content={content} level={3} />
        </Disclosure>
      )}
      {item.closed === undefined ? <HeldActs item={item} /> : <ClosedHeld closed={item.closed} />}
    </section>
  )
}

function HeldActs({ item }: { item: HeldItem }): ReactNode {
  return (
    <>
      {item.content !== null && <BeginDraft item={item} />}
      {(item.draftId ?? null) === null && <ClosingHeld reportId={item.reportId} />}
    </>
  )
}

/** Freeing a held part takes two people: this begins with the first. */
function BeginDraft({ item }: { item: HeldItem }): ReactNode {
  const t = useText(heldText)
  const begin = useBeginDraft()
  const { reportId, draftId } = item
  if (draftId !== undefined && draftId !== null)
    return (
      <p className="mt-4">
        <TextLink href={pagePath('draft', { draftId })} hiddenSuffix={t('ofReport', { report: reportId })}>
          {t('toDraft')}
        </TextLink>
      </p>
    )
  return (
    <>
      {begin.error !== null && <ErrorNotice error={begin.error} />}
      <p className="mt-4">
        <Button
          isPending={begin.isPending}
          label={t('draft') + t('ofReport', { report: reportId })}
          onPress={() => begin.mutate({ reportId })}
        >
          {t('draft')}
        </Button>
      </p>
    </>
  )
}

function columnsOf(t: Translate<typeof heldText>, language: PageLanguage): readonly Column<HeldReason>[] {
  const { pick } = language
  return [
    {
      id: 'effect',
      header: t('effect'),
      cell: ({ code }) => {
        const effect = code === null ? 'holds' : findingEffects[code]
        return <StatusBadge tone={tones[effect]}>{pick(findingEffectTexts[effect])}</StatusBadge>
      },
    },
    {
      id: 'reason',
      header: t('reason'),
      isRowHeader: true,
      cell: (reason) => (
        <>
          {reason.code === null ? t('unknownReason', { code: reason.rawCode }) : pick(findingTexts[reason.code])}
          {reason.about !== null && <span className="block text-solid-gray-700">{aboutWords(reason, t, language)}</span>}
          {reason.instead.length > 0 && <span className="block text-solid-gray-700">{insteadWords(reason, t, language)}</span>}
        </>
      ),
    },
    { id: 'places', header: t('places'), cell: (reason) => <Places reason={reason} /> },
  ]
}

function aboutWords({ code, about }: HeldReason, t: Translate<typeof heldText>, { pick, language }: PageLanguage): string {
  const words = about ?? ''
  if (code === 'operator-named' && Object.hasOwn(identifierKindNames, words))
    return t('aboutIdentifier', { kind: pick(identifierKindNames[words as keyof typeof identifierKindNames]) })
  if (code === 'embargo')
    return isInstant(words) ? t('aboutEmbargo', { date: formatInstant(Temporal.Instant.from(words), language) }) : t('openEnded')
  if (Object.hasOwn(faultKindNames, words) && (code === 'personal-data' || code === 'secret'))
    return t('aboutKind', { kind: pick(faultKindNames[words as keyof typeof faultKindNames]) })
  return t('aboutList', { list: words })
}

function insteadWords({ code, instead }: HeldReason, t: Translate<typeof heldText>, { pick }: PageLanguage): string {
  const forms = instead.slice(0, placesShown).map((form) => {
    if (form.kind === 'indicator') return defang(form.type, form.value)
    if (form.kind === 'technique') return form.id
    return form.codes.length === 0 ? t('forAll') : form.codes.map((group) => pick(sectorGroupName(group))).join(', ')
  })
  return t(code === null || findingEffects[code] === 'holds' ? 'proposed' : 'used', { forms: forms.join(', ') })
}

function Places({ reason }: { reason: HeldReason }): ReactNode {
  const t = useText(heldText)
  const nameOf = usePlaceName()
  if (reason.places.length === 0) return t('wholeReport')
  const shown = reason.places.slice(0, placesShown)
  const rest = Math.max(reason.count, reason.places.length) - shown.length
  return (
    <ul>
      {shown.map((place) => (
        <li key={`${place.id} ${place.entry ?? ''}`}>
          <OutsideText text={nameOf(place)} />
        </li>
      ))}
      {rest > 0 && <li>{t('morePlaces', { count: rest })}</li>}
    </ul>
  )
}

function usePlaceName(): (place: HeldPlace) => string {
  const t = useText(heldText)
  const { pick } = useLanguage()
  return ({ field, id, entry }) => {
    const name = field === null ? id : pick(field.label)
    return entry === null ? name : t('entry', { field: name, entry })
  }
}
