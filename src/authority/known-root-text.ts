/** Words about the root that a command line stands on. */
export const knownRootText = {
  needed: (url: string): string =>
    `No root of the directory of keys is pinned for ${url}, so nobody can tell whose keys it names. Take the fingerprint printed on your kit and run: noroshi directory trust "FINGERPRINT"`,
} as const
