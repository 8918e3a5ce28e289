import type { JsonValue } from '#base/canonical-json.ts'
import { isJsonObject, pointerTo, textAt } from '#base/json-object.ts'
import type { Indicator, IndicatorRole } from '#indicator/indicator.ts'
import { parentOf, stripped } from '#indicator/parent-of.ts'
import { readReported } from '#indicator/read-reported.ts'
import type { WarningKind } from '../warning.ts'
import type { FindingCode, Findings, SafeForm } from './finding.ts'
import type { Gate } from './gate.ts'
import { prevalenceKey, type Prevalence, type Standing } from './prevalence.ts'
import { holdsVictimNumber, isMadeForOne, isWallet, techniqueOf, walletTechnique } from './reduce-indicator.ts'
import { namesSomebody, type TextFault, type TextScanner } from './scan-text.ts'

/** What indicators are judged with. */
export type EntryParts = {
  readonly gate: Gate
  readonly scan: TextScanner
  readonly prevalence: Prevalence
  readonly findings: Findings
  readonly kind: WarningKind
  readonly takenDown: ReadonlySet<string>
}

/** What becomes of one entry: an indicator that may go out, a technique that stands for it, or nothing. */
export type JudgedEntry =
  | { readonly indicator: Indicator; readonly role: IndicatorRole | null; readonly standing: Standing; readonly technique: null }
  | { readonly indicator: null; readonly technique: string | null }

const nothing: JudgedEntry = { indicator: null, technique: null }

/** Returns what may go out of one entry of the indicators of a report, and keeps what was found. */
export function judgeEntry(entry: JsonValue, pointer: string, parts: EntryParts): JudgedEntry {
  const { findings } = parts
  if (isJsonObject(entry) && isWallet(textAt(entry, 'value') ?? '')) return asTechnique(walletTechnique, pointer, findings)
  const read = readReported(entry)
  if (read === null) return leaveOut('unreadable', pointer, findings)
  if (read.role === 'recipient' || read.role === 'target') return leaveOut('victim-side', pointer, findings)
  const plain = stripped(read.indicator)
  if (plain === null) return leaveOut('unreadable', pointer, findings)
  const standing = parts.prevalence.standingOf(plain)
  if (isMadeForOne(plain, read.writtenRole) && standing === 'one-source')
    return asTechnique(techniqueOf(plain, { ...read, kind: parts.kind }), pointer, findings)
  const written = hostAsWritten(plain, isJsonObject(entry) ? (textAt(entry, 'value') ?? '') : '')
  const kept = withoutFaults(plain, { pointer, parts, standing, written })
  if (kept === null) return nothing
  if (parts.takenDown.has(prevalenceKey(kept))) return leaveOut('taken-down', pointerTo(pointer, 'value'), findings)
  if (kept === plain) noteReduction(read.indicator, plain, pointer, findings)
  return { indicator: kept, role: read.role, standing: parts.prevalence.standingOf(kept), technique: null }
}

type Place = { readonly pointer: string; readonly parts: EntryParts; readonly standing: Standing; readonly written: string | null }

/** Returns the host name of an indicator in the case of letters in which the report wrote it, which is where a host name holds base64, or null. */
function hostAsWritten(indicator: Indicator, text: string): string | null {
  if (indicator.type !== 'domain' && indicator.type !== 'url') return null
  const host = indicator.type === 'url' ? new URL(indicator.value).hostname : indicator.value
  const at = text.toLowerCase().indexOf(host)
  const written = at < 0 ? host : text.slice(at, at + host.length)
  return written === host ? null : written
}

/** Returns `indicator`, or what of it may go out, or null; names of somebody hold the whole report and are not cut away silently. */
function withoutFaults(indicator: Indicator, place: Place): Indicator | null {
  const { pointer, parts, standing, written } = place
  const faults = [...faultsOf(indicator, parts.scan), ...(written === null ? [] : parts.scan(written, 'names'))]
  if (namesSomebody(faults)) {
    const instead = proposed(safeParent(indicator, parts))
    addFaults(faults, pointerTo(pointer, 'value'), { findings: parts.findings, instead })
    return null
  }
  const list = parts.gate.knownGood.listOf(indicator)
  if (list !== null) {
    parts.findings.add('known-good', pointer, { about: list })
    return null
  }
  const numbered = standing === 'one-source' && holdsVictimNumber(indicator)
  if (faults.length === 0 && !numbered) return indicator
  const parent = safeParent(indicator, parts)
  addFaults(faults, pointer, { findings: parts.findings, instead: proposed(parent) })
  if (numbered) parts.findings.add(parent === null ? 'made-for-one' : 'reduced-to-host', pointer, { instead: proposed(parent) })
  return parent
}

/** Returns what stands above `indicator` where that may go out itself, or null. */
function safeParent(indicator: Indicator, parts: EntryParts): Indicator | null {
  const parent = parentOf(indicator)
  if (parent === null || parts.gate.knownGood.listOf(parent) !== null) return null
  const isSafe = faultsOf(parent, parts.scan).length === 0 && !isMadeForOne(parent, '')
  return isSafe && !holdsVictimNumber(parent) ? parent : safeParent(parent, parts)
}

function faultsOf(indicator: Indicator, scan: TextScanner): readonly TextFault[] {
  switch (indicator.type) {
    case 'domain':
    case 'url':
    case 'email':
    case 'file-name':
      return scan(indicator.value, 'everything')
    case 'ipv4':
    case 'ipv4-range':
    case 'ipv6':
    case 'ipv6-range':
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'cve':
      return scan(indicator.value, 'names')
  }
}

/** Keeps what speaks against a text of the report. */
export function addFaults(
  faults: readonly TextFault[],
  pointer: string,
  { findings, instead = null }: { readonly findings: Findings; readonly instead?: SafeForm | null },
): void {
  for (const { code, about } of faults) findings.add(code, pointer, { about, instead })
}

function proposed(indicator: Indicator | null): SafeForm | null {
  return indicator === null ? null : { kind: 'indicator', type: indicator.type, value: indicator.value }
}

function asTechnique(id: string | null, pointer: string, findings: Findings): JudgedEntry {
  findings.add('made-for-one', pointer, { instead: id === null ? null : { kind: 'technique', id } })
  return { indicator: null, technique: id }
}

function leaveOut(code: FindingCode, pointer: string, findings: Findings): JudgedEntry {
  findings.add(code, pointer)
  return nothing
}

function noteReduction(before: Indicator, after: Indicator, pointer: string, findings: Findings): void {
  const instead = proposed(after)
  if (after.type !== before.type) findings.add('reduced-to-domain', pointer, { instead })
  else if (after.value !== before.value) findings.add('reduced-address', pointer, { instead })
}
