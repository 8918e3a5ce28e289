/** The means by which a slot unlocks a personal key. Those of the demonstration's people are passphrases, which the server tells to everybody. */
export type SlotKind = 'passkey' | 'printed-code' | 'passphrase'

/** One slot of a personal key, as its owner sees it. */
export type KeySlot = {
  readonly id: string
  readonly kind: SlotKind
  /** What its owner calls it; empty where there is nothing to tell apart. */
  readonly label: string
  /** The personal key, wrapped: base64 of an age file. */
  readonly wrapped: string
  /** The passkey that unlocks it, base64url; null for other kinds. */
  readonly credentialId: string | null
  /** How the browser reaches that passkey, such as `internal` or `usb`. */
  readonly transports: readonly string[]
  readonly createdAt: string
  /** When the key was first unlocked from it; null before. */
  readonly provenAt: string | null
}

/** Kinds that must each have been unlocked once before a key may be used, and that must remain when a slot is removed. */
const neededKinds = 2

/** Tells whether a key with these slots may be used: two of different kinds were unlocked, or it is one of the demonstration. */
export function isEnough(slots: readonly Pick<KeySlot, 'kind' | 'provenAt'>[]): boolean {
  const kinds = new Set(slots.filter(({ provenAt }) => provenAt !== null).map(({ kind }) => kind))
  return kinds.has('passphrase') || kinds.size >= neededKinds
}

/** The slots of a key after one was proven, and whether the key may be used now. */
export type SlotsAfter = { readonly usable: boolean; readonly slots: readonly KeySlot[] }
