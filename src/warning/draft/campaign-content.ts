import { clearances, type Clearance } from '#identity/actor.ts'
import type { SharingTerms } from '#rulebook/sharing-terms.ts'
import { chooseActions } from '../gate/choose-actions.ts'
import type { Gate } from '../gate/gate.ts'
import { prevalenceKey } from '../gate/prevalence.ts'
import { referencesOf } from '../reference.ts'
import {
  extortionCodes,
  papLevels,
  spreadCodes,
  systemCodes,
  vectorCodes,
  warningKinds,
  type Happening,
  type Pap,
  type WarningContent,
  type WarningIndicator,
  type WarningKind,
  type WarningProduct,
} from '../warning.ts'

/** What may go out of one report of a campaign. */
export type CampaignPart = {
  /** What the gate makes of its shareable part. */
  readonly content: WarningContent
  /** As the report states them; never TLP:RED. */
  readonly terms: Pick<SharingTerms, 'tlp' | 'pap'>
  /** Whose case it is; null where that is not known. */
  readonly operatorId: string | null
  /** Whether outsiders can see that somebody was hit. */
  readonly isVisible: boolean
}

/** What is known of the values of a campaign; see {@link prevalenceKey}. */
export type CampaignValues = {
  /** Held by two incidents or more, or shared by a warning of one of them. */
  readonly inCommon: ReadonlySet<string>
  /** Resting on two independent sources. */
  readonly confirmed: ReadonlySet<string>
  /** What warnings of these reports share already. */
  readonly published: readonly (WarningIndicator & { readonly tlp: Clearance })[]
}

const mostIndicators = 10_000
const wordsOnlyDays = 90

/**
 * Returns one warning about all `parts`: what several of them hold, under the strictest of their markings, and with no label that would narrow down the victim of
 * any of them.
 */
export function campaignContent(parts: readonly CampaignPart[], values: CampaignValues, gate: Gate): WarningContent {
  const contents = parts.map(({ content }) => content)
  const pap = strictestPap(parts)
  const kind = mostFrequentKind(contents)
  const indicators = indicatorsOf(contents, { values, pap, gate })
  const techniques = sortedSet(contents.flatMap((one) => one.techniques))
  const { products, cve } = productsOf(parts, gate)
  const happening = happeningOf(contents, kind)
  return {
    tlp: strictestTlp(parts, values),
    pap,
    kind,
    audience: 'several-sectors',
    sectorGroups: groupsOf(parts, products, gate),
    actions: chooseActions({ happening, indicators, products, cve }),
    happening,
    // As a whole it rests on two sources where anything of it does; what rests on one alone says so itself.
    confidence: indicators.some(({ confidence }) => confidence === 'confirmed') ? 'confirmed' : 'unconfirmed',
    validFrom: gate.today.toString(),
    validUntil:
      indicators
        .map(({ validUntil }) => validUntil)
        .toSorted()
        .at(-1) ?? gate.today.add({ days: wordsOnlyDays }).toString(),
    indicators,
    techniques,
    products,
    cve,
    detections: [],
    note: null,
    knownWrong: [],
    references: referencesOf(techniques, cve),
    replaces: null,
  }
}

function strictestTlp(parts: readonly CampaignPart[], { published }: CampaignValues): Clearance {
  const ofReports = parts.flatMap(({ content, terms }) => [content.tlp, ...clearances.filter((level) => level === terms.tlp)])
  const levels = [...ofReports, ...published.map(({ tlp }) => tlp)]
  return clearances.findLast((level) => levels.includes(level)) ?? 'amber+strict'
}

function strictestPap(parts: readonly CampaignPart[]): Pap {
  const levels = parts.flatMap(({ content, terms }) => [content.pap, ...papLevels.filter((level) => level === terms.pap)])
  return papLevels.findLast((level) => levels.includes(level)) ?? 'red'
}

/** Of kinds that occur equally often, the one that stands first in our own list. */
function mostFrequentKind(contents: readonly WarningContent[]): WarningKind {
  const countOf = (kind: WarningKind): number => contents.filter((one) => one.kind === kind).length
  return warningKinds.toSorted((left, right) => countOf(right) - countOf(left))[0] ?? 'other'
}

function indicatorsOf(
  contents: readonly WarningContent[],
  how: { readonly values: CampaignValues; readonly pap: Pap; readonly gate: Gate },
): readonly WarningIndicator[] {
  const { values } = how
  const found = [
    ...contents.flatMap(({ indicators }) => indicators.filter((one) => values.inCommon.has(prevalenceKey(one)))),
    ...values.published,
  ]
  const byKey = Map.groupBy(found, prevalenceKey)
  // In an order that tells nothing of the reports.
  const sorted = [...byKey].toSorted(([left], [right]) => (left < right ? -1 : 1)).slice(0, mostIndicators)
  return sorted.flatMap(([key, same]) => merged(key, same, how))
}

function merged(
  key: string,
  same: readonly WarningIndicator[],
  { values, pap, gate }: { readonly values: CampaignValues; readonly pap: Pap; readonly gate: Gate },
): readonly WarningIndicator[] {
  const [first] = same
  if (first === undefined) return []
  const isConfirmed = values.confirmed.has(key)
  const mayBlock = isConfirmed && (pap === 'green' || pap === 'clear') && first.type !== 'file-name'
  return [
    {
      id: gate.newId(),
      type: first.type,
      value: first.value,
      role: sortedSet(same.flatMap(({ role }) => (role === null ? [] : [role])))[0] ?? null,
      advice: mayBlock ? 'block' : 'monitor',
      confidence: isConfirmed ? 'confirmed' : 'unconfirmed',
      pattern: first.pattern,
      validUntil:
        same
          .map(({ validUntil }) => validUntil)
          .toSorted()
          .at(-1) ?? first.validUntil,
    },
  ]
}

/** Products of several reports together may point at fewer operators than those of each: one report after the other joins as long as all may be named. */
function productsOf(parts: readonly CampaignPart[], { registry }: Gate): Pick<WarningContent, 'products' | 'cve'> {
  const isVisible = parts.some((part) => part.isVisible)
  let products: readonly WarningProduct[] = []
  const cve = new Set<string>()
  for (const { content } of parts) {
    const together = distinctProducts([...products, ...content.products])
    const names = sortedSet(together.map(({ name }) => name))
    // A weakness tells to which product it belongs, so it goes with it.
    if (registry !== null && registry.nameable(names, isVisible).length < names.length) continue
    products = together
    for (const one of content.cve) cve.add(one)
  }
  return { products, cve: [...cve].toSorted() }
}

function distinctProducts(products: readonly WarningProduct[]): readonly WarningProduct[] {
  const byKey = new Map(products.map((one) => [`${one.name} ${one.version ?? ''}`, one]))
  return [...byKey].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one)
}

/** Every group must hide the victim in it; where one does not, or outsiders see who is down, none is named. */
function groupsOf(parts: readonly CampaignPart[], products: readonly WarningProduct[], { registry }: Gate): readonly string[] {
  if (registry === null || parts.some(({ isVisible }) => isVisible)) return []
  const names = sortedSet(products.map(({ name }) => name))
  const labels = parts.map(({ operatorId }) => registry.label(operatorId, names))
  return labels.includes(null) ? [] : sortedSet(labels.flatMap((label) => (label === null ? [] : [label])))
}

function happeningOf(contents: readonly WarningContent[], template: WarningKind): Happening {
  const slots = contents.map(({ happening }) => happening.slots)
  return {
    template,
    slots: {
      vectors: vectorCodes.filter((code) => slots.some(({ vectors }) => vectors.includes(code))),
      systems: systemCodes.filter((code) => slots.some(({ systems }) => systems.includes(code))),
      extortion: template === 'ransomware' ? extortionCodes.filter((code) => slots.some(({ extortion }) => extortion.includes(code))) : [],
      spread: spreadCodes.filter((code) => slots.some(({ spread }) => spread.includes(code))),
    },
  }
}

function sortedSet<Text extends string>(values: readonly Text[]): Text[] {
  return [...new Set(values)].toSorted()
}
