import ipaddr from 'ipaddr.js'

/**
 * Tells whether an address that a name was resolved to lies in the public internet: no loopback, private, link-local, shared, documentation, multicast or
 * reserved range, and no IPv6 address that carries an IPv4 one.
 */
export function isPublicAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) names an interface of this machine.
  if (!ipaddr.isValid(address) || address.includes('%')) return false
  const known = ipaddr.parse(address)
  if (known.range() !== 'unicast') return false
  // IPv6 outside of 2000::/3 is not handed out to anybody (RFC 4291, section 2.4), whatever form it has.
  return known.kind() === 'ipv4' || (known.toByteArray()[0] ?? 0) >> 5 === 1
}
