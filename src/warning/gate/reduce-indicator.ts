import type { Indicator, IndicatorRole } from '#indicator/indicator.ts'
import { parentOf } from '#indicator/parent-of.ts'
import type { WarningKind } from '../warning.ts'
import { holdsRandomText, isNumberedLabel } from './secret-data.ts'

/** Tells whether an indicator is of a kind that attackers make anew for each victim: the name of a file, an onion address, the digest of a ransom note. */
export function isMadeForOne(indicator: Indicator, writtenRole: string): boolean {
  if (indicator.type === 'file-name') return true
  if (indicator.type === 'domain') return indicator.value.endsWith('.onion')
  if (indicator.type === 'url') return new URL(indicator.value).hostname.endsWith('.onion')
  return isNote(writtenRole)
}

function isNote(writtenRole: string): boolean {
  return /^(?:ransom[\s_-]?)?note$/iu.test(writtenRole.trim())
}

/** Tells whether a part of an indicator looks like the number of one victim: a label below the attacker's own domain, or a part of a path. */
export function holdsVictimNumber(indicator: Indicator): boolean {
  if (indicator.type === 'url') {
    const { hostname, pathname } = new URL(indicator.value)
    return holdsRandomText(pathname) || (!/^[\d.:[\]a-f]+$/iu.test(hostname) && holdsVictimNumber({ type: 'domain', value: hostname }))
  }
  if (indicator.type !== 'domain') return false
  const parent = parentOf(indicator)
  if (parent === null) return false
  return indicator.value
    .slice(0, -parent.value.length - 1)
    .split('.')
    .some(isNumberedLabel)
}

const [extortion, hiddenWay, openedFile] = ['T1657', 'T1090.003', 'T1204.002']

/** The technique that a ransom note and the extension of encrypted files show. */
export const encryptionTechnique = 'T1486'

/** Returns the technique that a value of a kind made for one victim shows, or null where it shows none by itself. */
export function techniqueOf(
  indicator: Indicator,
  how: { readonly writtenRole: string; readonly role: IndicatorRole | null; readonly kind: WarningKind },
): string | null {
  if (isNote(how.writtenRole)) return encryptionTechnique
  if (indicator.type === 'file-name') return how.role === 'delivery' ? openedFile : null
  return how.kind === 'ransomware' ? extortion : hiddenWay
}

const wallets =
  /^(?:bc1[a-z0-9]{25,62}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9a-f]{40}|[48][1-9A-HJ-NP-Za-km-z]{94,105}|T[1-9A-HJ-NP-Za-km-z]{33})$/iu

/** Tells whether `text` is an address of Bitcoin, Ethereum, Monero or Tron, which attackers make for each victim. */
export function isWallet(text: string): boolean {
  const written = text.trim()
  // One MD5 digest in fifty could be a wallet of Bitcoin by its letters, and hardly any wallet is hexadecimal.
  return wallets.test(written) && !/^[0-9a-f]{32}$/iu.test(written)
}

/** The technique that a wallet shows. */
export const walletTechnique = extortion
