import type { JsonObject } from '#base/canonical-json.ts'

/** Levels of the Traffic Light Protocol 2.0, from the most open to the most closed. */
export const tlpLevels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const

/** A level of the Traffic Light Protocol 2.0. */
export type TlpLevel = (typeof tlpLevels)[number]

/** Returns the label of a level as the standard writes it: `TLP:AMBER+STRICT`. */
export function tlpLabel(level: TlpLevel): string {
  return `TLP:${level.toUpperCase()}`
}

/** Id of a STIX marking definition. */
export type MarkingId = `marking-definition--${string}`

const extensionId = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d'

// The fixed ids of the OASIS "TLP 2.0" extension definition; each object below is published once for the whole world.
const markingIds: Readonly<Record<TlpLevel, MarkingId>> = {
  clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  green: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'amber+strict': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
}

// The ids of TLP 1.0 (STIX 2.1, section 7.2.1.4). "White" is what 2.0 calls clear, and the amber of 1.0 had no strict form.
const olderMarkingIds: Readonly<Record<string, TlpLevel>> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'clear',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'green',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'amber',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'red',
}

/** A marking definition of TLP 2.0. */
export type TlpMarking = {
  readonly type: 'marking-definition'
  readonly spec_version: '2.1'
  readonly id: MarkingId
  readonly created: '2022-10-01T00:00:00.000Z'
  readonly name: string
  readonly extensions: JsonObject
}

/** Returns the id of the marking definition for `level`, for use in `object_marking_refs`. */
export function tlpMarkingId(level: TlpLevel): MarkingId {
  return markingIds[level]
}

/** Returns the marking definition for `level`, exactly as OASIS published it. */
export function tlpMarking(level: TlpLevel): TlpMarking {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: markingIds[level],
    created: '2022-10-01T00:00:00.000Z',
    name: tlpLabel(level),
    extensions: { [extensionId]: { extension_type: 'property-extension', tlp_2_0: level } },
  }
}

/** Returns the level that the marking definition `id` stands for, of TLP 2.0 or 1.0, or null if it is no TLP marking. */
export function tlpLevelOfMarking(id: string): TlpLevel | null {
  return tlpLevels.find((level) => markingIds[level] === id) ?? (Object.hasOwn(olderMarkingIds, id) ? (olderMarkingIds[id] ?? null) : null)
}

/** Returns the level that `text` names, as in `TLP:AMBER+STRICT` or `tlp:white`, or null if it names none. */
export function tlpLevelOfText(text: string): TlpLevel | null {
  const name = text.trim().toLowerCase().replace(/^tlp:/, '')
  return name === 'white' ? 'clear' : (tlpLevels.find((level) => level === name) ?? null)
}

/** Returns the most closed of `levels`, or null if there is none. */
export function strictestTlp(levels: Iterable<TlpLevel>): TlpLevel | null {
  const found = new Set(levels)
  return tlpLevels.findLast((level) => found.has(level)) ?? null
}
