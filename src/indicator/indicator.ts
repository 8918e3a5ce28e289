/** Types of observables that a warning can carry. */
export const indicatorTypes = [
  'ipv4',
  'ipv4-range',
  'ipv6',
  'ipv6-range',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'file-name',
  'cve',
] as const

/** Type of an observable that a warning can carry. */
export type IndicatorType = (typeof indicatorTypes)[number]

/**
 * One observable in its one normal form, so that equal things are equal strings.
 *
 * | type | value |
 * | --- | --- |
 * | ipv4, ipv6 | dotted decimal; RFC 5952 |
 * | ipv4-range, ipv6-range | `192.0.2.0/24` with the host bits cleared, or `first-last` where no single prefix fits |
 * | domain | lower-case A-labels, no dot at the end |
 * | url | as the URL Standard writes it |
 * | email | lower case, domain in A-labels |
 * | md5, sha1, sha256 | lower-case hexadecimal |
 * | file-name | name or path as found; a path with backslashes has no forward ones |
 * | cve | `CVE-2024-12345` |
 */
export type Indicator = { readonly [Type in IndicatorType]: { readonly type: Type; readonly value: string } }[IndicatorType]

/** An indicator that a STIX pattern can describe: every type but a CVE id, which names a weakness and not something seen. */
export type ObservableIndicator = Exclude<Indicator, { readonly type: 'cve' }>

/** Longest value of an indicator, in UTF-16 code units. */
export const longestValue = 4096

/** Parts that an indicator can play in an attack. */
export const indicatorRoles = ['source', 'destination', 'delivery', 'payload', 'sender', 'recipient', 'target', 'weakness'] as const

/** The part that an indicator plays in an attack. A `recipient` and a `target` belong to the victim. */
export type IndicatorRole = (typeof indicatorRoles)[number]

/** Tells whether a STIX pattern can describe `indicator`. */
export function isObservable(indicator: Indicator): indicator is ObservableIndicator {
  return indicator.type !== 'cve'
}

/** Returns the indicator type that `text` names, or null. */
export function indicatorTypeOf(text: string): IndicatorType | null {
  return indicatorTypes.find((type) => type === text) ?? null
}

/** Returns the role that `text` names, or null. */
export function indicatorRoleOf(text: string): IndicatorRole | null {
  return indicatorRoles.find((role) => role === text) ?? null
}
