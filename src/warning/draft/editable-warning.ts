import type { WarningContent } from '../warning.ts'
import type { EditableWarning } from './draft-schema.ts'

/** Returns what people may write of a warning as it stands. */
export function editableOf(content: WarningContent): EditableWarning {
  const { slots } = content.happening
  return {
    tlp: content.tlp,
    pap: content.pap,
    kind: content.kind,
    confidence: content.confidence,
    actions: [...content.actions],
    slots: {
      vectors: [...slots.vectors],
      systems: [...slots.systems],
      extortion: [...slots.extortion],
      spread: [...slots.spread],
    },
    validUntil: content.validUntil,
    indicators: content.indicators.map(({ type, value, role, advice, confidence, validUntil }) => ({
      type,
      value,
      role,
      advice,
      confidence,
      validUntil,
    })),
    techniques: [...content.techniques],
    products: content.products.map(({ name, version }) => ({ name, version })),
    cve: [...content.cve],
    detections: content.detections.map(({ language, name, text }) => ({ language, name, text })),
    note: content.note,
  }
}

const firstDays = 90

/** Returns a warning of which nothing is written yet. */
export function emptyWarning(today: Temporal.PlainDate): EditableWarning {
  return {
    tlp: 'amber',
    pap: 'amber',
    kind: 'other',
    confidence: 'confirmed',
    actions: [],
    slots: { vectors: [], systems: [], extortion: [], spread: [] },
    validUntil: today.add({ days: firstDays }).toString(),
    indicators: [],
    techniques: [],
    products: [],
    cve: [],
    detections: [],
    note: null,
  }
}
