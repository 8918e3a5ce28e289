import type { Language, LocalText } from '#base/language.ts'
import type { SoughtIndicator } from './indicator-list.ts'
import { scanText } from './scan-text.ts'

/** A line of a log that holds an indicator. */
export type Hit = {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly indicator: SoughtIndicator
  readonly excerpt: string
}

/** Forms in which hits are printed besides JSON. */
export const hitForms = ['text', 'table'] as const

/** A form in which hits are printed. */
export type HitForm = (typeof hitForms)[number]

/** The names of the columns of a table. */
export const tableHead = ['file', 'line', 'level', 'rule', 'value', 'advice', 'warning', 'text'].join('\t')

function whatToDo({ advice }: SoughtIndicator): LocalText {
  if (advice === 'block') return scanText.doBlock
  return advice === 'monitor' ? scanText.doMonitor : scanText.doRead
}

/** Returns a hit for people: where, what, and what to do. */
export function hitAsText({ file, line, indicator, excerpt }: Hit, language: Language, server: string): string {
  const { type, value, advice, confidence, warning } = indicator
  const said = [type, advice, confidence].filter((one) => one !== null).join(', ')
  const lines = [`${file}:${line}: ${value} (${said})`, `  ${oneLine(excerpt)}`, `  → ${whatToDo(indicator)[language]}`]
  if (warning !== null) lines.push(`  → ${scanText.warningAt(`${server}/p/warnings/${warning}`)[language]}`)
  return lines.join('\n')
}

/** Returns a hit as a line of a table, with the levels of SARIF 2.1.0 (section 3.27.10). */
export function hitAsRow({ file, line, indicator, excerpt }: Hit): string {
  const { type, value, advice, warning } = indicator
  const cells = [file, String(line), advice === 'block' ? 'error' : 'warning', type, value, advice ?? '', warning ?? '', oneLine(excerpt)]
  return cells.map((cell) => cell.replaceAll('\t', ' ')).join('\t')
}

/** Returns a hit for machines. */
export function hitAsJson({ file, line, indicator, excerpt }: Hit): string {
  return JSON.stringify({ file, line, indicator, do: whatToDo(indicator), excerpt })
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]/g, ' ').trim()
}
