import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { listAt, pointerTo } from '#base/json-object.ts'
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
} from '../warning.ts'
import { referencesOf } from '../reference.ts'
import { chooseActions } from './choose-actions.ts'
import type { Findings } from './finding.ts'
import type { Gate } from './gate.ts'
import type { GateFacts } from './gate-facts.ts'
import { encryptionTechnique } from './reduce-indicator.ts'
import { rebuildIndicators } from './rebuild-indicators.ts'
import { rebuildProducts } from './rebuild-products.ts'
import { textScanner } from './scan-text.ts'

/**
 * Returns a warning made from the fields of a shareable part that are on the list of what may go out, and from nothing else.
 *
 * Codes are taken from our own lists, ids only in their closed forms, products from a catalogue; every text that is left is scanned. Nothing is
 * copied: each value is looked up or built anew. Yields between its indicators and between its products.
 */
export function* rebuildWarning(
  shareable: JsonObject,
  parts: { readonly gate: Gate; readonly findings: Findings; readonly tlp: Clearance; readonly facts: GateFacts },
): Generator<void, WarningContent> {
  const { gate, findings } = parts
  const template = firstOf(warningKinds, [shareable['inc.kind'] ?? null]) ?? 'other'
  const pap = firstOf(papLevels, [parts.facts.terms.pap]) ?? 'amber'
  const scan = textScanner(gate.scanner, parts.facts.denyList)
  const { prevalence, earlier, takenDown } = parts.facts
  const rebuilt = yield* rebuildIndicators(shareable, { gate, scan, prevalence, earlier, takenDown, findings, kind: template, pap })
  const techniques = sortedSet([
    ...idsOf(shareable, ['tec.ttp', 'ddos.class'], /^T[0-9]{4}(?:\.[0-9]{3})?$/u),
    ...rebuilt.techniques,
    ...extensionTechniques(shareable, findings),
  ])
  const { products, cve: weaknesses } = yield* rebuildProducts(shareable, {
    scan,
    findings,
    registry: gate.registry,
    isVisible: parts.facts.isVisible,
  })
  const cve = sortedSet([...rebuilt.cve, ...weaknesses])
  const happening: Happening = {
    template,
    slots: {
      vectors: codesOf(shareable, 'tec.vector', vectorCodes),
      systems: codesOf(shareable, 'ast.type', systemCodes),
      extortion: template === 'ransomware' ? codesOf(shareable, 'ran.type', extortionCodes) : [],
      spread: shareable['spread'] === 'yes' ? codesOf(shareable, 'spread.through', spreadCodes) : [],
    },
    ...(rebuilt.leftOut === 0 ? {} : { leftOut: Number(rebuilt.leftOut.toPrecision(2)) }),
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
    references: referencesOf(techniques, cve),
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

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted()
}
