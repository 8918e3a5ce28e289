import type { JsonObject } from '#base/canonical-json.ts'
import type { Language, LocalText } from '#base/language.ts'
import { answersByTopic, type TopicAnswer } from '#opening/answer-topic.ts'
import { answerTopicNames } from '#opening/answer-text.ts'
import { describePurpose } from '#opening/purpose.ts'
import { stageName } from '#opening/stage-name.ts'
import { kindName } from '#report/kind-name.ts'
import { coreField, reportStages } from '#rulebook/core-field.ts'
import { describeAnswer } from '#rulebook/describe-answer.ts'
import { formatInstant } from '#ui/format-time.ts'
import type { SealedAttachment } from '#envelope/sealed-attachment.ts'
import type { AttachmentRecord } from './archive-store.ts'
import type { KeptReport, ReceivedReport } from './archived-report.ts'
import { kindOf, operatorOf } from './archived-report.ts'
import { failureTexts, pageText } from './gateway-text.ts'
import { markup, type Markup } from './markup.ts'
import type { SearchHit, SearchResult } from './search-archive.ts'

/** What a person typed into the search form; empty texts ask for nothing. */
export type SearchForm = Readonly<Record<'q' | 'operator' | 'from' | 'until' | 'kind' | 'stage', string>> & { readonly offset: number }

/** What the front page shows besides what was found. */
export type FrontPage = {
  readonly form: SearchForm
  readonly result: SearchResult
  readonly failed: readonly { readonly report: ReceivedReport; readonly code: keyof typeof failureTexts }[]
  readonly strangers: readonly SearchHit[]
  readonly waiting: readonly ReceivedReport[]
}

/** Time zone of everything that officers read. */
const officeZone = 'Asia/Tokyo'

/** Returns the page on which people search. */
export function frontPage(page: FrontPage, language: Language): string {
  const { form, result } = page
  const next = form.offset + result.hits.length
  const more =
    result.total > next
      ? markup`<p><a href="/?${query({ ...form, offset: next }, language)}">${pick(pageText.next, language)}</a></p>`
      : null
  const found = result.total === 0 ? pageText.nothing : pageText.found(result.total)
  return document(
    markup`${searchForm(form, language)}${alarms(page, language)}<section aria-label="${pick(pageText.search, language)}"><p role="status">${pick(found, language)}</p>
<ol start="${form.offset + 1}">${result.hits.map((hit) => markup`<li>${hitEntry(hit, language)}</li>`)}</ol>${more}</section>
${waiting(page.waiting, language)}`,
    { language, other: `/?${query(form, language === 'ja' ? 'en' : 'ja')}` },
  )
}

/** A report with what became of its attachments. */
export type ReportOnPage = {
  readonly kept: KeptReport
  readonly attachments: readonly (SealedAttachment & { readonly record: AttachmentRecord | null })[]
}

/** Returns the page of one report. */
export function reportPage({ kept, attachments }: ReportOnPage, language: Language): string {
  const { report, state } = kept
  const rows: readonly (readonly [LocalText, string])[] = [
    [pageText.stage, pick(stageName(report.stage), language)],
    [pageText.kind, pick(kindName(kindOf(kept)), language)],
    [pageText.filedAt, instant(report.filedAt, language)],
    [pageText.report, report.reportId],
    [pageText.incident, report.incidentId],
    [pageText.openedAt, instant(state.opening.openedAt, language)],
    [pageText.purpose, pick(describePurpose(state.purpose), language)],
    ...(state.askedBy === null ? [] : [[pageText.askedBy, state.askedBy] as const]),
  ]
  const verdict = state.verdict === 'listed' ? pageText.signerListed : pageText.signerStrange
  return document(
    markup`<p><a href="/?lang=${language}">${pick(pageText.back, language)}</a></p><h2>${operatorOf(kept) ?? pick(pageText.unknownOperator, language)}</h2>
<p class="${state.verdict === 'listed' ? 'plain' : 'alarm'}">${pick(verdict, language)}</p>
<dl>${rows.map(([name, value]) => markup`<dt>${pick(name, language)}</dt><dd>${value}</dd>`)}</dl>
<h2>${pick(pageText.answers, language)}</h2>${answers({ ...state.filing.shareable, ...state.filing.handling, ...state.sealed }, language)}
${attachmentList({ kept, attachments }, language)}`,
    { language, other: `/reports/${report.reportId}?lang=${language === 'ja' ? 'en' : 'ja'}` },
  )
}

/** The style of the pages. */
export const pageStyle = `:root{color-scheme:light dark}body{font:16px/1.7 system-ui,"Hiragino Sans","Noto Sans JP",sans-serif;max-width:60rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.5rem 1rem}h1{font-size:1.5rem}h2{font-size:1.25rem;margin-top:2rem}
form{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:1rem;align-items:end}form .wide{grid-column:1/-1}label{display:block;font-weight:bold}
input,select,button{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;min-height:3rem}button{font-weight:bold;cursor:pointer}.hint{margin:.25rem 0;font-size:.875rem}
ol,ul{padding-left:1.5rem}li{margin:1rem 0}dt{font-weight:bold;margin-top:.75rem}dd{margin:0;white-space:pre-wrap}mark{background:#ffe36b;color:#000}
.alarm{border:2px solid #c00;padding:.75rem}a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible{outline:3px solid;outline-offset:2px}`

type Frame = { readonly language: Language; readonly other: string }

function document(main: Markup, { language, other }: Frame): string {
  const title = pick(pageText.title, language)
  return `<!doctype html>\n${
    markup`<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="stylesheet" href="/style.css"></head><body><header><h1>${title}</h1><a href="${other}" lang="${language === 'ja' ? 'en' : 'ja'}">${pick(pageText.language, language)}</a></header>
<main>${main}</main></body></html>`.html
  }\n`
}

function searchForm(form: SearchForm, language: Language): Markup {
  const kind = coreField('inc.kind')
  const kinds = kind?.type === 'code' ? kind.options.map(({ code, label }) => [code, label] as const) : []
  const stages = reportStages.map((stage) => [stage, stageName(stage)] as const)
  return markup`<form method="get" action="/" role="search"><div class="wide"><label for="q">${pick(pageText.words, language)}</label>
<input id="q" name="q" type="search" maxlength="200" value="${form.q}" aria-describedby="q-hint" autocomplete="off"><p class="hint" id="q-hint">${pick(pageText.wordsHint, language)}</p></div>
${input('operator', 'text')}${input('from', 'date')}${input('until', 'date')}${choice('kind', kinds)}${choice('stage', stages)}
<div><input type="hidden" name="lang" value="${language}"><button type="submit">${pick(pageText.search, language)}</button></div></form>`

  function input(name: 'operator' | 'from' | 'until', type: string): Markup {
    return markup`<div><label for="${name}">${pick(pageText[name], language)}</label><input id="${name}" name="${name}" type="${type}" maxlength="100" value="${form[name]}" autocomplete="off"></div>`
  }
  function choice(name: 'kind' | 'stage', options: readonly (readonly [string, LocalText])[]): Markup {
    const entries = [['', pageText.all] as const, ...options].map(
      ([code, label]) => markup`<option value="${code}"${code === form[name] ? markup` selected` : null}>${pick(label, language)}</option>`,
    )
    return markup`<div><label for="${name}">${pick(pageText[name], language)}</label><select id="${name}" name="${name}">${entries}</select></div>`
  }
}

function hitEntry(hit: SearchHit, language: Language): Markup {
  const name = hit.operator ?? pick(pageText.unknownOperator, language)
  const line = [instant(hit.filedAt, language), pick(stageName(hit.stage), language), pick(kindName(hit.kind), language)]
  const snippets = hit.snippets.map(
    ({ label, parts }) =>
      markup`<dt>${pick(label, language)}</dt><dd>${parts.map(({ text, isHit }) => (isHit ? markup`<mark>${text}</mark>` : markup`${text}`))}</dd>`,
  )
  return markup`<a href="/reports/${hit.reportId}?lang=${language}">${name}</a><br>${line.join(language === 'ja' ? '　' : ' · ')}
${hit.isSignerListed ? null : markup`<p class="alarm">${pick(pageText.signerStrange, language)}</p>`}${snippets.length === 0 ? null : markup`<dl>${snippets}</dl>`}`
}

function alarms({ failed, strangers }: FrontPage, language: Language): Markup | null {
  if (failed.length + strangers.length === 0) return null
  const entries = failed.map(
    ({ report, code }) =>
      markup`<li><code>${report.reportId}</code> ${instant(report.filedAt, language)}<br>${pick(failureTexts[code], language)}</li>`,
  )
  const strange = strangers.map((hit) => markup`<li>${hitEntry(hit, language)}</li>`)
  return markup`<section class="alarm"><h2>${pick(pageText.alarms, language)}</h2><ul>${entries}${strange}</ul></section>`
}

function waiting(reports: readonly ReceivedReport[], language: Language): Markup | null {
  if (reports.length === 0) return null
  const entries = reports.map(
    ({ reportId, filedAt, stage }) =>
      markup`<li><code>${reportId}</code> ${instant(filedAt, language)} ${pick(stageName(stage), language)}</li>`,
  )
  return markup`<section><h2>${pick(pageText.waiting, language)}</h2><p>${pick(pageText.waitingHint, language)}</p><ul>${entries}</ul></section>`
}

function answers(all: JsonObject, language: Language): Markup {
  return markup`${answersByTopic(all).map(
    ({ topic, answers: own }) =>
      markup`<h3>${pick(answerTopicNames[topic], language)}</h3><dl>${own.map((answer) => markup`<dt>${nameOf(answer, language)}</dt><dd>${valueOf(answer, language)}</dd>`)}</dl>`,
  )}`
}

function nameOf({ id, field }: TopicAnswer, language: Language): string {
  return field === null ? `${pick(pageText.strangeField, language)} (${id})` : pick(field.label, language)
}

function valueOf({ field, value }: TopicAnswer, language: Language): string {
  if (field === null) return typeof value === 'string' ? value : JSON.stringify(value)
  return pick(describeAnswer(field, value, officeZone), language)
}

function attachmentList({ kept, attachments }: ReportOnPage, language: Language): Markup | null {
  if (attachments.length === 0) return null
  const entries = attachments.map(({ filed, label, record }) => {
    const name = label.name === '' ? pick(pageText.attachmentNameless, language) : label.name
    if (record === null) return markup`<li>${name} ${pick(pageText.attachmentAwaited, language)}</li>`
    if (record.bytes === null) return markup`<li class="alarm">${name} ${pick(pageText.attachmentFailed, language)}</li>`
    const size = new Intl.NumberFormat(language === 'ja' ? 'ja-JP' : 'en-GB').format(record.bytes)
    return markup`<li><a href="/reports/${kept.report.reportId}/attachments/${filed.id}">${name}</a> (${size} B)</li>`
  })
  return markup`<h2>${pick(pageText.attachments, language)}</h2><p>${pick(pageText.attachmentsHint, language)}</p><ul>${entries}</ul>`
}

function query(form: SearchForm, language: Language): string {
  const { offset, ...texts } = form
  const filled = Object.entries(texts).filter(([, text]) => text !== '')
  return new URLSearchParams([...filled, ...(offset === 0 ? [] : [['offset', String(offset)]]), ['lang', language]]).toString()
}

function instant(text: string, language: Language): string {
  return formatInstant(Temporal.Instant.from(text), language, { zone: officeZone })
}

function pick(text: LocalText, language: Language): string {
  return text[language]
}
