const atoms = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64})*"
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?'

/** A mail address as this system takes it: dot-atoms at a domain name with at least one dot (RFC 5321), ASCII, without quotes or comments. */
export const mailAddressPattern = `^${atoms}@${label}(?:\\.${label})+$`

/** Characters of the longest mail address (RFC 5321, 4.5.3.1.3, without the angle brackets). */
export const longestMailAddress = 254
