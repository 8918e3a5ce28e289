import { isJsonObject, textAt } from '#base/json-object.ts'
import type { JsonValue } from '#base/canonical-json.ts'

/** What the filer calls an attachment; it lies inside the sealed body. Written by a stranger: shown as text, never as a path or an address. */
export type AttachmentLabel = {
  readonly id: string
  readonly name: string
  /** Media type as the filer's machine guessed it, or an empty text. */
  readonly type: string
  /** Size of the content. */
  readonly bytes: number
}

/** Most characters of a name. */
export const longestName = 255

/** Returns `value` as labels, or null if it is none; an absent one is an empty list, as in reports without attachments. */
export function readLabels(value: JsonValue | undefined): readonly AttachmentLabel[] | null {
  if (value === undefined) return []
  if (!Array.isArray(value)) return null
  const labels = (value as readonly JsonValue[]).map(labelOf)
  return labels.every((label) => label !== null) ? labels : null
}

function labelOf(value: JsonValue): AttachmentLabel | null {
  if (!isJsonObject(value)) return null
  const { bytes } = value
  const [id, name, type] = [textAt(value, 'id'), textAt(value, 'name'), textAt(value, 'type')]
  if (id === null || name === null || type === null || typeof bytes !== 'number' || !Number.isSafeInteger(bytes)) return null
  return name.length <= longestName && type.length <= longestName ? { id, name, type, bytes } : null
}

const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * Returns `name`, which a stranger wrote, as a file name that is safe on every system: no folders, no controls or marks that turn the direction of
 * writing, no hidden or reserved name, at most 120 characters, with its ending kept.
 *
 * @param absent What to call it where nothing is left.
 */
export function safeFileName(name: string, absent: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+/, '')
    .replace(/[.\s]+$/, '')
  if (plain === '') return absent
  const safe = reserved.test(plain) ? `_${plain}` : plain
  const characters = Array.from(safe)
  if (characters.length <= 120) return safe
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(safe)?.[0] ?? ''
  return characters.slice(0, 120 - ending.length).join('') + ending
}
