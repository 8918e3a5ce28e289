import { demoOperators } from '#operator/demo-operators.ts'

/** One way in which a text gives the victim away. */
export type Trace = { readonly kind: string; readonly value: string }

/**
 * Returns everything that names one operator of the fictional country: names in every script, abbreviations, former names, subsidiaries, corporate
 * number, domains, ranges, hosts and people.
 */
export function identifiersOf(organisationId: string): readonly Trace[] {
  const operator = demoOperators.find((one) => one.id === organisationId)
  if (operator === undefined) throw new TypeError('The walkthrough knows the operators of the fictional country alone')
  const named = [operator.names, ...operator.names.former, ...operator.subsidiaries.map((one) => one.names)]
  const traces = [
    ...named.flatMap((names) => [names.ja, names.kana, names.romaji].map((value) => ({ kind: 'name', value }))),
    ...operator.names.abbreviations.map((value) => ({ kind: 'abbreviation', value })),
    ...[...operator.domains, ...operator.subsidiaries.flatMap((one) => one.domains)].map((value) => ({ kind: 'domain', value })),
    ...operator.ranges.map((value) => ({ kind: 'range', value: value.replace(/[.:]*0*\/\d+$/, '') })),
    ...operator.systems.map((value) => ({ kind: 'host', value })),
    ...operator.people.flatMap(({ name }) => [name.ja, name.en].map((value) => ({ kind: 'person', value }))),
    { kind: 'corporate number', value: operator.corporateNumber },
    { kind: 'organisation id', value: operator.id },
  ]
  return traces.filter(({ value }) => value.length >= 3)
}

/** Returns the traces that occur in `text`, whatever their case and width; Latin ones as whole words alone. */
export function tracesIn(text: string, traces: readonly Trace[]): readonly Trace[] {
  const plain = text.normalize('NFKC').toLowerCase()
  return traces.filter(({ value }) => occurs(plain, value.normalize('NFKC').toLowerCase()))
}

function occurs(text: string, value: string): boolean {
  if (!/^[\x20-\x7e]+$/.test(value)) return text.includes(value)
  const escaped = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![a-z0-9])${escaped}(?![a-z0-9])`).test(text)
}
