/** What every API token that a reader of warnings makes may do. */
export const alwaysGranted = ['warning.read'] as const

/** What such a token may do besides, where its maker wants it. */
export const grantable = ['sighting.send', 'subscription.manage'] as const

/** What such a token may do besides. */
export type Grantable = (typeof grantable)[number]

/** An API token as its owner sees it; of the token itself only a hash is kept. */
export type ShownToken = {
  readonly id: string
  readonly label: string
  /** Acts of the table in `can.ts` to which it is limited; null for everything that its owner may do. */
  readonly scopes: readonly string[] | null
  readonly createdAt: string
  readonly expiresAt: string
}
