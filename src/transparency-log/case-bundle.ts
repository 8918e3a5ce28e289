import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '#base/bytes.ts'
import { languages, type LocalText } from '#base/language.ts'
import { verifyCaseChain, type CaseChain } from './case-chain.ts'
import type { CaseEntry } from './entry.ts'
import { LogError } from './log-error.ts'
import { readReceipt, type ReceiptOptions } from './receipt.ts'
import { readNumber, readText } from './text-field.ts'

/** All that somebody may know of one case, in one file: the receipts of its entries in their order. */
export type CaseBundle = {
  readonly caseId: string
  /** From the first entry on; those of withheld entries carry the commitment alone. At least one. */
  readonly receipts: readonly Uint8Array[]
  /** Names of those whom entries name by id. They are the word of whoever made the file: the log proves ids and no names. */
  readonly names: ReadonlyMap<string, LocalText>
}

/** A case whose every entry was verified. */
export type VerifiedBundle = CaseChain & Omit<CaseBundle, 'receipts'>

const format = 'noroshi-case-bundle-1'
const longestBundle = 16 * 1024 * 1024
const mostReceipts = 4096
const mostNames = 256
const idShape = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/
const nameShape = /^(?=\S)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,200}(?<=\S)$/u
// The first line of every receipt, at which a bundle is cut.
const receiptStart = /^(?=c2sp\.org\/tlog-proof@v1\n)/m

/** Tells whether `bytes` claim to be a bundle rather than a single receipt. */
export function isCaseBundle(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, format.length + 1)) === `${format}\n`
}

/**
 * Returns `bundle` as the bytes of a file: lines that name the case, then its receipts one after the other, each as it would stand alone.
 *
 * Names that no line can hold are left out.
 *
 * @throws {LogError} As `readCaseBundle`, for a bundle that no reader would accept.
 */
export function formatCaseBundle({ caseId, receipts, names }: CaseBundle): Uint8Array<ArrayBuffer> {
  const writable = [...names].filter(([id, name]) => idShape.test(id) && languages.every((language) => nameShape.test(name[language])))
  const lines = [format, `case ${caseId}`, `entries ${receipts.length}`, ...nameLines(new Map(writable))]
  const bytes = utf8(`${withSum(lines)}\n${receipts.map((receipt) => new TextDecoder().decode(receipt)).join('')}`)
  readCaseBundle(bytes)
  return bytes
}

/**
 * Returns the bundle that `bytes` write, with no proof verified. Every bundle has one sequence of bytes.
 *
 * @param bytes Hostile.
 * @throws {LogError} `BUNDLE_MALFORMED` for other lines, another number of receipts than stated, or beyond 4,096 receipts or 256 names;
 *   and as `readText` (16 MiB at most) and `readReceipt`.
 */
export function readCaseBundle(bytes: Uint8Array): CaseBundle {
  const text = readText(bytes, longestBundle)
  const end = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  if (first !== format) throw malformed(`expected "${format}", lines of its own and an empty line`)
  if (lines.length > mostNames * languages.length + 3) throw malformed(`more than ${mostNames} names`)
  const caseId = valueOf(lines.shift(), 'case')
  if (!idShape.test(caseId)) throw malformed('expected the id of a case')
  const stated = readNumber(valueOf(lines.shift(), 'entries'))
  const names = readNames(lines.slice(0, -1))
  // The names stand under no signature: the sum shows damage to them, and proves nothing.
  if (`${text.slice(0, end)}\n` !== withSum([first, `case ${caseId}`, `entries ${stated}`, ...nameLines(names)]))
    throw malformed('its head does not fit its sum')
  return { caseId, receipts: readReceipts(text.slice(end + 2), stated), names }
}

/**
 * Returns the history of the case in the bundle `bytes`, or throws: no entry up to the last one given is missing, added or out of place.
 *
 * @param options `expected`: fields that one entry of the case must have, such as the digest of one's own filing.
 * @throws {LogError} As `readCaseBundle` and `verifyCaseChain`; `ENTRY_UNEXPECTED` if no entry of the case is as expected.
 */
export async function verifyCaseBundle(bytes: Uint8Array, { expected, ...options }: ReceiptOptions): Promise<VerifiedBundle> {
  const { caseId, receipts, names } = readCaseBundle(bytes)
  const chain = await verifyCaseChain(caseId, receipts, options)
  if (expected !== undefined && !chain.links.some(({ entry }) => entry !== null && hasFields(entry, expected)))
    throw new LogError('ENTRY_UNEXPECTED', `Cannot accept case: none of its entries has the ${Object.keys(expected).join(', ')} expected`)
  return { caseId, names, ...chain }
}

function hasFields(entry: CaseEntry, expected: Readonly<Record<string, unknown>>): boolean {
  const found = new Map<string, unknown>(Object.entries(entry))
  return Object.keys(expected).every((field) => found.get(field) === expected[field])
}

function readReceipts(text: string, stated: number): Uint8Array[] {
  const receipts = text.split(receiptStart, mostReceipts + 1).map((receipt) => utf8(receipt))
  if (receipts.length !== stated || stated > mostReceipts)
    throw malformed(`expected ${stated} receipts, at most ${mostReceipts}, and nothing else`)
  for (const receipt of receipts) readReceipt(receipt)
  return receipts
}

function withSum(lines: readonly string[]): string {
  const head = lines.map((line) => `${line}\n`).join('')
  return `${head}sum ${sha256(utf8(head)).toHex()}\n`
}

function nameLines(names: ReadonlyMap<string, LocalText>): string[] {
  const byId = [...names].toSorted(([one], [other]) => (one < other ? -1 : 1))
  return byId.flatMap(([id, name]) => languages.map((language) => `name ${id} ${language} ${name[language]}`))
}

/** Writing the names again refuses other orders, doubles and languages that are missing. */
function readNames(lines: readonly string[]): Map<string, LocalText> {
  const names = new Map<string, Record<keyof LocalText, string>>()
  for (const line of lines) {
    const [, id = '', language, name = ''] = /^name (\S+) (\S+) (.*)$/u.exec(line) ?? []
    const known = languages.find((one) => one === language)
    if (!idShape.test(id) || !nameShape.test(name) || known === undefined) throw malformed('expected names by id and language')
    names.set(id, { ...(names.get(id) ?? { ja: '', en: '' }), [known]: name })
  }
  return names
}

function valueOf(line: string | undefined, field: string): string {
  if (line?.startsWith(`${field} `) !== true) throw malformed(`expected the line "${field}"`)
  return line.slice(field.length + 1)
}

function malformed(problem: string): LogError {
  return new LogError('BUNDLE_MALFORMED', `Cannot read case bundle: ${problem}`)
}
