/** How the router reads and writes the query of an address: plain text, as other programs write it. */
export const pageQuery = {
  parseSearch: (query: string): Record<string, string> => Object.fromEntries(new URLSearchParams(query)),
  stringifySearch: writeQuery,
}

function writeQuery(query: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(query).filter((part): part is [string, string] => typeof part[1] === 'string' && part[1] !== '')
  return parts.length === 0 ? '' : `?${new URLSearchParams(parts).toString()}`
}
