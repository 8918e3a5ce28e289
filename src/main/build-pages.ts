/** The built pages and the hashes of the styles that their library inserts. */
export type BuiltPages = { readonly folder: string; readonly styleHashes: readonly string[] }

/** Builds the pages unless they are fresh. */
export async function buildPages(_announce: () => void): Promise<BuiltPages | null> {
  return null
}
