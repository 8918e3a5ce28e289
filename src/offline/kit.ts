/** One-time codes on a kit. */
export const codesPerKit = 10

/** Days for which the codes of a kit can be used. */
export const kitDays = 365
