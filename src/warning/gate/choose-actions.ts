import type { IndicatorType } from '#indicator/indicator.ts'
import { actionCodes, type ActionCode, type WarningContent } from '../warning.ts'

const network: ReadonlySet<IndicatorType> = new Set(['ipv4', 'ipv4-range', 'ipv6', 'ipv6-range', 'domain', 'url', 'email'])
const files: ReadonlySet<IndicatorType> = new Set(['md5', 'sha1', 'sha256', 'file-name'])

type Grounds = Pick<WarningContent, 'happening' | 'indicators' | 'products' | 'cve'> & Partial<Pick<WarningContent, 'knownWrong'>>

/** Returns what a recipient can do about a warning, most urgent first. */
export function chooseActions(warning: Grounds): ActionCode[] {
  const { template, slots } = warning.happening
  const has = (types: ReadonlySet<IndicatorType>): boolean => warning.indicators.some((indicator) => types.has(indicator.type))
  const toBlock = warning.indicators.some(({ type, advice }) => network.has(type) && advice === 'block')
  const toWatch = warning.indicators.some(({ type, advice }) => network.has(type) && advice === 'monitor')
  const reasons: Readonly<Record<ActionCode, boolean>> = {
    'lift-measures': (warning.knownWrong ?? []).length > 0,
    'block-traffic': toBlock,
    'update-software': warning.cve.length > 0 || warning.products.length > 0 || slots.vectors.includes('vulnerability'),
    'check-remote-access': slots.vectors.includes('remote-access'),
    'change-credentials': slots.vectors.includes('credentials'),
    'prepare-ddos-defence': template === 'ddos',
    'separate-backups': template === 'ransomware',
    'separate-control-systems': slots.systems.includes('ot'),
    'watch-traffic': toWatch,
    'search-logs': has(network),
    'search-files': has(files),
    'warn-staff': slots.vectors.includes('phishing') || warning.indicators.some((indicator) => indicator.role === 'sender'),
    'check-suppliers': slots.vectors.includes('supply-chain') || slots.spread.includes('vendor') || slots.systems.includes('third-party'),
    'send-sighting': warning.indicators.length > 0,
  }
  return actionCodes.filter((code) => reasons[code])
}
