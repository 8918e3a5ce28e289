import { canonicalJson } from '#base/canonical-json.ts'
import { chooseActions } from '../gate/choose-actions.ts'
import type { Gate } from '../gate/gate.ts'
import { hides } from '../gate/k-anonymity.ts'
import { prevalenceKey } from '../gate/prevalence.ts'
import { referencesOf } from '../reference.ts'
import { actionCodes, papLevels, type Happening, type WarningContent, type WarningIndicator } from '../warning.ts'

/**
 * Returns a warning about a campaign as it is out, grown by what its incidents have come to share since, or null where there is nothing new.
 *
 * What people chose stays, and so do ids and the marking; what is known to be wrong is not taken up again. `found` is what a first warning would say now.
 */
export function grownWarning(base: WarningContent, found: WarningContent, { registry }: Gate): WarningContent | null {
  const pap = papLevels.findLast((level) => level === base.pap || level === found.pap) ?? 'red'
  const indicators = grownIndicators(base, { ...found, pap })
  const techniques = together(base.techniques, found.techniques)
  const products = [...base.products, ...found.products.filter((one) => !base.products.some((each) => isSameProduct(each, one)))]
  const names = together(
    products.map(({ name }) => name),
    [],
  )
  // Products that may not be named together point at fewer operators than those that are out.
  const isNameable = registry === null || registry.nameable(names).length === names.length
  const left = isNameable ? products : base.products
  const isHidden =
    registry !== null && found.sectorGroups.every((group) => hides(registry.setOf({ group, products: left.map(({ name }) => name) })))
  const cve = isNameable ? together(base.cve, found.cve) : base.cve
  const happening = grownHappening(base.happening, found.happening)
  const before = { ...base, pap }
  const grown = { ...before, indicators, techniques, products: left, cve, happening }
  const actions = new Set([...base.actions, ...chooseActions(grown)])
  const content: WarningContent = {
    ...grown,
    sectorGroups: isHidden ? found.sectorGroups : [],
    actions: actionCodes.filter((code) => actions.has(code)),
    confidence: indicators.some(({ confidence }) => confidence === 'confirmed') ? 'confirmed' : base.confidence,
    validUntil: later(base.validUntil, found.validUntil),
    references: referencesOf(techniques, cve),
  }
  return saysMore(content, base) ? content : null
}

function grownIndicators(base: WarningContent, found: WarningContent): readonly WarningIndicator[] {
  const fresh = new Map(found.indicators.map((one) => [prevalenceKey(one), one]))
  const mayBlock = found.pap === 'green' || found.pap === 'clear'
  const kept = base.indicators.map((one): WarningIndicator => {
    const now = fresh.get(prevalenceKey(one))
    const raised = now !== undefined && one.confidence === 'unconfirmed' && now.confidence === 'confirmed'
    const advice = raised ? now.advice : one.advice
    return {
      ...one,
      confidence: raised ? 'confirmed' : one.confidence,
      advice: mayBlock ? advice : 'monitor',
      validUntil: later(one.validUntil, now?.validUntil ?? one.validUntil),
    }
  })
  const known = new Set([...base.indicators, ...base.knownWrong].map(prevalenceKey))
  const added = found.indicators.filter((one) => !known.has(prevalenceKey(one)))
  return [...kept, ...added].toSorted((left, right) => (prevalenceKey(left) < prevalenceKey(right) ? -1 : 1))
}

function grownHappening(base: Happening, found: Happening): Happening {
  const { slots } = base
  const further = found.slots
  return {
    template: base.template,
    slots: {
      vectors: together(slots.vectors, further.vectors),
      systems: together(slots.systems, further.systems),
      extortion: base.template === 'ransomware' ? together(slots.extortion, further.extortion) : slots.extortion,
      spread: together(slots.spread, further.spread),
    },
  }
}

/** A later end alone is no news. */
function saysMore(content: WarningContent, base: WarningContent): boolean {
  const said = ({ indicators, techniques, products, cve, happening }: WarningContent): string =>
    canonicalJson({
      indicators: indicators.map(({ id, confidence }) => `${id} ${confidence}`).toSorted(),
      techniques: [...techniques],
      products: products.map(({ name, version }) => `${name} ${version ?? ''}`),
      cve: [...cve],
      slots: [happening.slots.vectors, happening.slots.systems, happening.slots.extortion, happening.slots.spread].map((codes) =>
        [...codes].toSorted(),
      ),
    })
  return said(content) !== said(base)
}

function isSameProduct(one: WarningContent['products'][number], other: WarningContent['products'][number]): boolean {
  return one.name === other.name && one.version === other.version
}

function together<Text extends string>(one: readonly Text[], other: readonly Text[]): readonly Text[] {
  return [...one, ...new Set(other)].filter((text, index, all) => all.indexOf(text) === index)
}

function later(one: string, other: string): string {
  return one > other ? one : other
}
