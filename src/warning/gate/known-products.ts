import products from './known-products.json' with { type: 'json' }

const byName: ReadonlyMap<string, string> = new Map(
  products.flatMap(({ name, aliases }) => [name, ...aliases].map((written) => [plain(written), name] as const)),
)

/**
 * Returns the catalogue's name of a product that `written` names, or null.
 *
 * The catalogue holds products that thousands use. A product that only one operator runs names that operator.
 */
export function knownProduct(written: string): string | null {
  return byName.get(plain(written)) ?? null
}

/** Returns all names under which the catalogue knows the product that it calls `name`, and `name` itself. */
export function namesOfProduct(name: string): readonly string[] {
  return [name, ...(products.find((one) => one.name === name)?.aliases ?? [])]
}

/** Returns `written` if it is the number of a version and nothing else, or null. */
export function versionNumber(written: string): string | null {
  const version = written.normalize('NFKC').trim()
  return version.length <= 24 && /^[0-9]{1,5}(?:[.-][0-9]{1,5}){0,5}(?:[a-z][0-9]{0,2})?$/u.test(version) ? version : null
}

function plain(written: string): string {
  return written
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
