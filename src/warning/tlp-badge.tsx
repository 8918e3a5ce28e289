import type { ReactNode } from 'react'
import type { Clearance } from '#identity/actor.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'
import type { Pap } from './warning.ts'

// FIRST TLP 2.0 prescribes these colours on black.
const colours: Readonly<Record<Clearance, string>> = {
  clear: 'text-white',
  green: 'text-[#33ff00]',
  amber: 'text-[#ffc000]',
  'amber+strict': 'text-[#ffc000]',
}

const badgeClass = 'inline-block rounded-4 bg-black px-2 py-1 text-oln-14B-100 leading-130 whitespace-nowrap forced-colors:border'

/** The TLP level of a warning in the colours of the standard. */
export function TlpBadge({ tlp }: { tlp: Clearance }): ReactNode {
  return <span className={`${badgeClass} ${colours[tlp]}`}>{tlpLabel(tlp)}</span>
}

const papColours: Readonly<Record<Pap, string>> = {
  clear: 'text-white',
  green: 'text-[#33ff00]',
  amber: 'text-[#ffc000]',
  red: 'text-[#ff6b6b]',
}

function papLabel(pap: Pap): string {
  return `PAP:${pap.toUpperCase()}`
}

/** The PAP level of a warning. */
export function PapBadge({ pap }: { pap: Pap }): ReactNode {
  return <span className={`${badgeClass} ${papColours[pap]}`}>{papLabel(pap)}</span>
}
