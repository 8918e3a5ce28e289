import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, listAt, pointerTo, textAt } from '#base/json-object.ts'
import type { Clearance } from '#identity/actor.ts'
import {
  extortionCodes,
  papLevels,
  spreadCodes,
  systemCodes,
  vectorCodes,
  warningKinds,
  type Happening,
  type WarningContent,
  type WarningIndicator,
  type WarningProduct,
} from '../warning.ts'
import { chooseActions } from './choose-actions.ts'
import type { Findings } from './finding.ts'
import type { Gate } from './gate.ts'
import { knownProduct, versionNumber } from './known-products.ts'
import { addFaults } from './judge-entry.ts'
import type { GateFacts } from './gate-facts.ts'
import { encryptionTechnique } from './reduce-indicator.ts'
import { rebuildIndicators } from './rebuild-indicators.ts'
import { textScanner, type TextScanner } from './scan-text.ts'

/**
 * Returns a warning made from the fields of a shareable part that are on the list of what may go out, and from nothing else.
 *
 * Codes are taken from our own lists, ids only in their closed forms, products from a catalogue; every text that is left is scanned. Nothing is
 * copied: each value is looked up or built anew. Yields between its indicators.
 */
export function* rebuildWarning(
  shareable: JsonObject,
  parts: { readonly gate: Gate; readonly findings: Findings; readonly tlp: Clearance; readonly facts: GateFacts },
): Generator<void, WarningContent> {
  const { gate, findings } = parts
  const template = firstOf(warningKinds, [shareable['inc.kind'] ?? null]) ?? 'other'
  const pap = firstOf(papLevels, [parts.facts.terms.pap]) ?? 'amber'
  const scan = textScanner(gate.scanner, parts.facts.denyList)
  const rebuilt = yield* rebuildIndicators(shareable, { gate, scan, prevalence: parts.facts.prevalence, findings, kind: template, pap })
  const techniques = sortedSet([
    ...idsOf(shareable, ['tec.ttp', 'ddos.class'], /^T[0-9]{4}(?:\.[0-9]{3})?$/u),
    ...rebuilt.techniques,
    ...extensionTechniques(shareable, findings),
  ])
  const cve = sortedSet([...rebuilt.cve, ...weaknessesOf(shareable, { scan, findings })])
  const products = productsOf(shareable, { scan, findings })
  const happening: Happening = {
    template,
    slots: {
      vectors: codesOf(shareable, 'tec.vector', vectorCodes),
      systems: codesOf(shareable, 'ast.type', systemCodes),
      extortion: template === 'ransomware' ? codesOf(shareable, 'ran.type', extortionCodes) : [],
      spread: shareable['spread'] === 'yes' ? codesOf(shareable, 'spread.through', spreadCodes) : [],
    },
  }
  noteTheRest(shareable, findings)
  const content = { happening, indicators: rebuilt.indicators, techniques, products, cve }
  return {
    ...content,
    tlp: parts.tlp,
    pap,
    kind: template,
    audience: 'several-sectors',
    sectorGroups: [],
    actions: chooseActions(content),
    confidence: isConfirmed(rebuilt.indicators) ? 'confirmed' : 'unconfirmed',
    validFrom: gate.today.toString(),
    validUntil: lastDay(
      rebuilt.indicators.map((indicator) => indicator.validUntil),
      gate,
    ),
    references: [...techniques.map(techniqueAddress), ...cve.map((id) => `https://www.cve.org/CVERecord?id=${id}`)],
    detections: [],
    note: null,
    knownWrong: [],
    replaces: null,
  }
}

/** Tells whether a warning holds anything that somebody can act on. */
export function isUseful(content: WarningContent): boolean {
  const { indicators, techniques, products, cve } = content
  return [indicators, techniques, products, cve, content.happening.slots.vectors].some((list) => list.length > 0)
}

/** Returns the first of `codes` that is among `values`; the answer is always our own text. */
function firstOf<Code extends string>(codes: readonly Code[], values: readonly JsonValue[]): Code | null {
  return codes.find((code) => values.includes(code)) ?? null
}

function codesOf<Code extends string>(shareable: JsonObject, id: string, codes: readonly Code[]): Code[] {
  const given = listAt(shareable, id)
  return codes.filter((code) => given.includes(code))
}

function idsOf(shareable: JsonObject, fields: readonly string[], form: RegExp): string[] {
  return sortedSet(
    fields.flatMap((field) => listAt(shareable, field)).filter((value): value is string => typeof value === 'string' && form.test(value)),
  )
}

type Scanning = { readonly scan: TextScanner; readonly findings: Findings }

function weaknessesOf(shareable: JsonObject, { scan, findings }: Scanning): string[] {
  return listAt(shareable, 'tec.vuln').flatMap((entry, index) => {
    const cve = isJsonObject(entry) ? (textAt(entry, 'cve') ?? '') : ''
    if (!/^CVE-[0-9]{4}-[0-9]{4,19}$/u.test(cve)) return []
    // Nineteen digits are room enough for a number that somebody is known by.
    const faults = scan(cve, 'names')
    addFaults(faults, `/tec.vuln/${index}/cve`, { findings })
    return faults.length === 0 ? [cve] : []
  })
}

/** An extension is made for one victim; that there is one tells what was done. */
function extensionTechniques(shareable: JsonObject, findings: Findings): string[] {
  if (listAt(shareable, 'ran.ext').length === 0) return []
  findings.add('made-for-one', '/ran.ext', { instead: { kind: 'technique', id: encryptionTechnique } })
  return [encryptionTechnique]
}

/** A warning is confirmed where everything is that recipients would act on. */
function isConfirmed(indicators: readonly WarningIndicator[]): boolean {
  return indicators.length > 0 && indicators.every(({ confidence }) => confidence === 'confirmed')
}

function productsOf(shareable: JsonObject, { scan, findings }: Scanning): WarningProduct[] {
  const named = [
    ...listAt(shareable, 'tec.vuln').map((entry, index) => ({ entry, pointer: `/tec.vuln/${index}/product` })),
    { entry: { product: textAt(shareable, 'chain.product') ?? '' }, pointer: '/chain.product' },
  ]
  const products = new Map<string, WarningProduct>()
  for (const { entry, pointer } of named) {
    const written = isJsonObject(entry) ? (textAt(entry, 'product') ?? '') : ''
    if (written === '') continue
    const name = knownProduct(written)
    const version = isJsonObject(entry) ? versionNumber(textAt(entry, 'version') ?? '') : null
    if (name === null) {
      findings.add('product-not-listed', pointer)
      continue
    }
    const faults = version === null ? [] : scan(version, 'names')
    addFaults(faults, pointer, { findings })
    if (faults.length === 0) products.set(`${name} ${version ?? ''}`, { name, version })
  }
  return [...products].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, product]) => product)
}

const released = new Set([
  'inc.kind',
  'ioc',
  'tec.vector',
  'tec.vuln',
  'tec.ttp',
  'ddos.class',
  'ast.type',
  'ran.type',
  'ran.ext',
  'spread',
  'spread.through',
  'chain.product',
])

const freeText = new Set(['tec.malware'])

/** Keeps a finding for every field that is not on the list, so that an officer sees that there was more. */
function noteTheRest(shareable: JsonObject, findings: Findings): void {
  for (const id of Object.keys(shareable)) {
    if (!released.has(id)) findings.add(freeText.has(id) ? 'free-text' : 'not-for-release', pointerTo('', id))
  }
}

const wordsOnlyDays = 90

function lastDay(days: readonly string[], gate: Gate): string {
  return days.toSorted().at(-1) ?? gate.today.add({ days: wordsOnlyDays }).toString()
}

function techniqueAddress(technique: string): string {
  return `https://attack.mitre.org/techniques/${technique.replace('.', '/')}/`
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted()
}
