import type { JsonObject } from '#base/canonical-json.ts'
import { isJsonObject, listAt, textAt } from '#base/json-object.ts'
import type { WarningProduct } from '../warning.ts'
import type { Findings } from './finding.ts'
import { addFaults } from './judge-entry.ts'
import type { AnonymityRegistry } from './k-anonymity.ts'
import { knownProduct, versionNumber } from './known-products.ts'
import type { TextScanner } from './scan-text.ts'

/** What products are judged with; without a registry, being in the catalogue is enough. */
export type ProductParts = {
  readonly scan: TextScanner
  readonly findings: Findings
  readonly registry: AnonymityRegistry | null
  readonly isVisible: boolean
}

/** What was attacked: products of the catalogue, and weaknesses. */
export type RebuiltProducts = { readonly products: readonly WarningProduct[]; readonly cve: readonly string[] }

/**
 * Returns the products and weaknesses of a shareable part that may go out. A product that only few operators use, or that is not in the catalogue, stays out,
 * and its weakness with it, since anybody can look up to which product it belongs. Yields before each: a report may hold thousands.
 */
export function* rebuildProducts(shareable: JsonObject, parts: ProductParts): Generator<void, RebuiltProducts> {
  const read: Read[] = []
  for (const written of fewEnough(writtenProducts(shareable), parts.findings)) {
    yield
    read.push(readProduct(written, parts))
  }
  const names = read.map(({ product }) => product?.name).filter((name) => name !== undefined)
  const nameable = new Set(parts.registry?.nameable(names, parts.isVisible) ?? names)
  const kept = read.filter(({ product, pointer }) => {
    if (product === null || nameable.has(product.name)) return true
    parts.findings.add('product-too-rare', pointer)
    return false
  })
  const products = new Map(
    kept.flatMap(({ product }) => (product === null ? [] : [[`${product.name} ${product.version ?? ''}`, product] as const])),
  )
  return {
    products: [...products].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, product]) => product),
    cve: kept.flatMap(({ cve }) => (cve === null ? [] : [cve])),
  }
}

type Written = { readonly pointer: string; readonly cve: string; readonly product: string; readonly version: string }
type Read = { readonly pointer: string; readonly cve: string | null; readonly product: WarningProduct | null }

/** The most products and weaknesses that one warning is made from: nobody looks up more. */
const mostProducts = 500

/** Of too many, those that sort first: the order in the report must not show. */
function fewEnough(written: readonly Written[], findings: Findings): readonly Written[] {
  const different = [...new Map(written.map((one) => [rankOf(one), one])).values()]
  if (different.length <= mostProducts) return different
  const sorted = different.toSorted((left, right) => (rankOf(left) < rankOf(right) ? -1 : 1))
  for (const { pointer } of sorted.slice(mostProducts)) findings.add('too-many', pointer)
  return sorted.slice(0, mostProducts)
}

function rankOf({ cve, product, version }: Written): string {
  return JSON.stringify([cve, product, version])
}

function writtenProducts(shareable: JsonObject): readonly Written[] {
  const weaknesses = listAt(shareable, 'tec.vuln').flatMap((entry, index): Written[] => {
    if (!isJsonObject(entry)) return []
    const [cve, product, version] = ['cve', 'product', 'version'].map((key) => textAt(entry, key) ?? '')
    return [{ pointer: `/tec.vuln/${index}`, cve: cve ?? '', product: product ?? '', version: version ?? '' }]
  })
  const supplied = [textAt(shareable, 'chain.product'), ...listAt(shareable, 'chain.product')].flatMap((product): Written[] =>
    typeof product === 'string' ? [{ pointer: '/chain.product', cve: '', product, version: '' }] : [],
  )
  return [...weaknesses, ...supplied]
}

function readProduct({ pointer, cve, product, version }: Written, { scan, findings }: ProductParts): Read {
  const known = readName()
  return { pointer, cve: product !== '' && known === null ? null : readWeakness(cve), product: known }

  function readWeakness(written: string): string | null {
    if (!/^CVE-[0-9]{4}-[0-9]{4,19}$/u.test(written)) return null
    // Nineteen digits are room enough for a number that somebody is known by.
    return isClean(written, 'cve') ? written : null
  }

  function readName(): WarningProduct | null {
    if (product === '') return null
    const name = knownProduct(product)
    if (name === null) {
      findings.add('product-not-listed', pointer.startsWith('/tec') ? `${pointer}/product` : pointer)
      return null
    }
    const number = versionNumber(version)
    return number === null || isClean(number, 'version') ? { name, version: number } : null
  }

  function isClean(text: string, key: string): boolean {
    const faults = scan(text, 'names')
    addFaults(faults, `${pointer}/${key}`, { findings })
    return faults.length === 0
  }
}
