import type { Indicator, IndicatorRole } from './indicator.ts'
import { stixPattern } from './stix-pattern.ts'

/** Type, category and value by which MISP knows an indicator. */
export type MispKindAndValue = { readonly type: string; readonly category: string; readonly value: string }

/**
 * Returns an indicator as a MISP attribute, so that reading it gives the same indicator back, and the same role where MISP can tell it.
 *
 * A range that is no single prefix becomes a STIX pattern, since MISP knows addresses and prefixes alone.
 */
export function mispKindOf(indicator: Indicator, role: IndicatorRole | null): MispKindAndValue {
  const { type, value } = indicator
  const category = role === 'delivery' ? 'Payload delivery' : 'Network activity'
  switch (type) {
    case 'ipv4-range':
    case 'ipv6-range':
      if (!value.includes('/')) return { type: 'stix2-pattern', category, value: stixPattern(indicator) }
      return { type: addressType(role), category, value }
    case 'ipv4':
    case 'ipv6':
      return { type: addressType(role), category, value }
    case 'domain':
    case 'url':
      return { type, category, value }
    case 'email':
      return { type: role === 'sender' ? 'email-src' : 'email', category: 'Payload delivery', value }
    case 'md5':
    case 'sha1':
    case 'sha256':
      return { type, category: 'Payload delivery', value }
    case 'file-name':
      return { type: 'filename', category: 'Payload delivery', value }
    case 'cve':
      return { type: 'vulnerability', category: 'External analysis', value }
  }
}

function addressType(role: IndicatorRole | null): 'ip-src' | 'ip-dst' {
  return role === 'source' ? 'ip-src' : 'ip-dst'
}
