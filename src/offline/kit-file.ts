import { CodedError } from '#base/coded-error.ts'
import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import { parseJson } from '#base/parse-json.ts'
import { Check } from 'typebox/value'
import Type from 'typebox'
import { openSealingDirectory, type DirectoryAnswer, type SealingDirectory } from '#authority/sealing-directory.ts'
import type { ListedKey } from '#key-directory/current-keys.ts'
import { parseRoot } from '#key-directory/directory-root.ts'
import type { OwnOperator } from '#report/prepare-report.ts'

/** A kit that cannot be used; says why, and never repeats a code. */
export class KitError extends CodedError<'KIT_UNREADABLE' | 'KIT_EXPIRED' | 'KIT_USED_UP' | 'KIT_CODE_UNKNOWN'> {}

/** One code of a kit. */
export type KitCode = {
  readonly number: number
  /** Id of the key that the code stands for. */
  readonly keyId: string
  /** As it is printed. */
  readonly code: string
  /** Set by whoever sealed a report with it. */
  readonly used?: true
}

/** An authority and the numbers on which it takes reports. */
export type KitPhone = { readonly name: { readonly ja: string; readonly en: string }; readonly numbers: readonly string[] }

/** The file on an operator's stick: everything that sealing a report without a network takes. Whoever has it can file for the operator. */
export type KitFile = {
  readonly format: 'noroshi-kit-1'
  readonly kitId: string
  /** Instant, ISO 8601 in UTC. */
  readonly madeAt: string
  readonly expiresAt: string
  /** Address of the pages of the installation. */
  readonly origin: string
  readonly operator: OwnOperator & { readonly organisationId: string }
  /** Pin of the root under which the keys stand; its fingerprint is on the printed kit. */
  readonly root: string
  /** The keys to seal to, as the server answered: nothing of them counts before the root has proven it. */
  readonly keys: Pick<DirectoryAnswer, 'signed' | 'own'>
  readonly rulebook: { readonly id: string; readonly version: string }
  /** Authorities that take reports by telephone. */
  readonly phones: readonly KitPhone[]
  readonly codes: readonly KitCode[]
}

/** A kit whose keys were proven by its root. */
export type Kit = KitFile & { readonly directory: SealingDirectory; readonly intake: ListedKey }

const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
const text = Type.String({ maxLength: 2000 })
const texts = Type.Array(text, { maxItems: 10_000 })
const identifiersSchema = Type.Object({
  operatorId: text,
  names: texts,
  abbreviations: texts,
  domains: texts,
  ranges: texts,
  hosts: texts,
  corporateNumbers: texts,
  people: texts,
})
// Further fields are taken: a kit is good for a year, in which its maker may learn to write more.
const kitSchema = Type.Object({
  format: Type.Literal('noroshi-kit-1'),
  kitId: uuid,
  madeAt: text,
  expiresAt: text,
  origin: text,
  operator: Type.Object({
    organisationId: uuid,
    corporateNumber: text,
    name: text,
    sectors: Type.Array(text),
    designations: Type.Array(text),
    // Kits of earlier versions have none.
    identifiers: Type.Optional(identifiersSchema),
  }),
  root: Type.String({ maxLength: 10_000 }),
  keys: Type.Object({
    signed: Type.Object({ directory: Type.String(), statements: Type.Array(Type.String()) }),
    own: Type.Object({ organisationId: uuid, keyId: uuid, recipient: Type.String({ maxLength: 4000 }) }),
  }),
  rulebook: Type.Object({ id: text, version: text }),
  phones: Type.Array(Type.Object({ name: Type.Object({ ja: text, en: text }), numbers: Type.Array(text) })),
  codes: Type.Array(Type.Object({ number: Type.Integer(), keyId: uuid, code: text, used: Type.Optional(Type.Literal(true)) }), {
    minItems: 1,
    maxItems: 100,
  }),
})

const largestKitBytes = 4 * 1024 * 1024

/**
 * Returns the kit in a file, its keys proven by the root that it names.
 *
 * @throws {KitError} `KIT_UNREADABLE` for anything else; {@link DirectoryError} if a key is not what the root signed.
 */
export async function readKitFile(bytes: Uint8Array): Promise<Kit> {
  const value = parsed(bytes)
  const holder = isJsonObject(value) ? value['expiresAt'] : null
  if (!Check(kitSchema, value) || typeof holder !== 'string' || !isInstant(holder))
    throw new KitError('KIT_UNREADABLE', 'Cannot use the kit: expected the file that "noroshi kit" wrote')
  return await openKit(value)
}

/**
 * Returns `kit` with its keys proven by its root.
 *
 * @throws {DirectoryError} if a key is not what the root signed.
 */
export async function openKit(kit: KitFile): Promise<Kit> {
  const directory = await openSealingDirectory(kit.keys, { root: parseRoot(kit.root), seen: null })
  const { intake } = directory
  if (intake === null) throw new KitError('KIT_UNREADABLE', 'Cannot use the kit: its directory of keys lists none for files')
  return { ...kit, directory, intake }
}

/** Returns `kit` as the text of its file. */
export function writeKitFile(kit: KitFile): string {
  const { format, kitId, madeAt, expiresAt, origin, operator, root, keys, rulebook, phones, codes } = kit
  return `${JSON.stringify({ format, kitId, madeAt, expiresAt, origin, operator, root, keys, rulebook, phones, codes }, null, 2)}\n`
}

/**
 * Returns the code to seal with: the one of this number, else the first that is not marked as used.
 *
 * @throws {KitError} `KIT_EXPIRED`, `KIT_USED_UP` or `KIT_CODE_UNKNOWN`.
 */
export function codeToUse(kit: KitFile, { now, number }: { readonly now: Temporal.Instant; readonly number: number | null }): KitCode {
  if (Temporal.Instant.compare(kit.expiresAt, now) <= 0)
    throw new KitError(
      'KIT_EXPIRED',
      `Cannot seal with this kit: its codes expired on ${kit.expiresAt}; report by telephone, and make a new kit`,
    )
  const code = kit.codes.find((one) => (number === null ? one.used !== true : one.number === number))
  if (code !== undefined) return code
  if (number === null)
    throw new KitError('KIT_USED_UP', 'Cannot seal with this kit: all its codes are used; use another kit, or report by telephone')
  throw new KitError('KIT_CODE_UNKNOWN', `Cannot seal: the kit has no code number ${number}`)
}

/** Returns `kit` with one code marked as used. */
export function withUsedCode(kit: Kit, number: number): Kit {
  return { ...kit, codes: kit.codes.map((one) => (one.number === number ? { ...one, used: true } : one)) }
}

function parsed(bytes: Uint8Array): JsonValue {
  try {
    return parseJson(bytes, { maxBytes: largestKitBytes, maxDepth: 10, maxKeys: 20_000 })
  } catch {
    return null
  }
}

function isInstant(value: string): boolean {
  try {
    Temporal.Instant.from(value)
    return true
  } catch {
    return false
  }
}
