import { isUtf8 } from 'node:buffer'
import { isJsonObject, listAt, textAt } from '#base/json-object.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import { blockLists } from '#feed/block-lists.ts'
import { taxiiCollections } from '#taxii/taxii-collection.ts'

/** What one channel gave to a reader. */
export type ChannelAnswer = { readonly address: string; readonly contentType: string; readonly bytes: Buffer }

const taxiiType = 'application/taxii+json;version=2.1'

/** Returns everything that whoever has `token` can fetch of warnings from a running demonstration, on every channel; null reads as anybody. */
export async function readAllChannels(url: string, token: string | null): Promise<readonly ChannelAnswer[]> {
  const get = (address: string, accept = '*/*'): Promise<ChannelAnswer | null> => fetchAnswer(`${url}${address}`, { token, accept })
  const warnings = await readPages(get)
  const ids = warnings.flatMap((page) =>
    listAt(objectOf(page), 'warnings').map((one) => (isJsonObject(one) ? (textAt(one, 'id') ?? '') : '')),
  )
  const statements = (await inTurn(ids, (id) => statementsOf(get, id))).flat()
  const misp = await get('/feeds/misp/manifest.json')
  const events = misp === null ? [] : Object.keys(objectOf(misp))
  const addresses = [
    ...ids.flatMap((id) => ['', '/versions', '/stix', '/indicators.csv'].map((part) => `/api/v1/warnings/${id}${part}`)),
    '/feeds/indicators.csv',
    '/feeds/indicators.json',
    '/feeds/warnings.atom',
    '/feeds/misp/hashes.csv',
    ...blockLists.map(({ name }) => `/feeds/${name}.txt?advice=all`),
    ...taxiiCollections.map(({ alias }) => `/feeds/stix/${alias}.json`),
    ...events.map((id) => `/feeds/misp/${id}.json`),
  ]
  const answers = [...warnings, ...statements, misp, ...(await inTurn(addresses, (address) => get(address))), ...(await readTaxii(get))]
  return answers.filter((answer) => answer !== null)
}

type Get = (address: string, accept?: string) => Promise<ChannelAnswer | null>

async function readPages(get: Get): Promise<readonly ChannelAnswer[]> {
  const pages: ChannelAnswer[] = []
  for (let next: string | null = ''; next !== null;) {
    const page: ChannelAnswer | null = await get(`/api/v1/warnings?limit=100${next === '' ? '' : `&after=${next}`}`)
    if (page === null) break
    pages.push(page)
    next = textAt(objectOf(page), 'next')
  }
  return pages
}

/** Returns the signed statements of all versions of a warning. */
async function statementsOf(get: Get, id: string): Promise<readonly (ChannelAnswer | null)[]> {
  const versions = await get(`/api/v1/warnings/${id}/versions`)
  const numbers = versions === null ? [] : listAt(objectOf(versions), 'versions').map((one) => (isJsonObject(one) ? one['version'] : 0))
  return inTurn(numbers, (version) => get(`/api/v1/warnings/${id}/statement?version=${JSON.stringify(version)}`))
}

async function readTaxii(get: Get): Promise<readonly (ChannelAnswer | null)[]> {
  const answers: (ChannelAnswer | null)[] = []
  for (const { id } of taxiiCollections) {
    answers.push(await get(`/taxii2/api/collections/${id}/`, taxiiType))
    for (const part of ['manifest', 'objects']) {
      for (let next: string | null = ''; next !== null;) {
        const page: ChannelAnswer | null = await get(
          `/taxii2/api/collections/${id}/${part}/?limit=1000&match[version]=all${next === '' ? '' : `&next=${encodeURIComponent(next)}`}`,
          taxiiType,
        )
        answers.push(page)
        next = page === null ? null : textAt(objectOf(page), 'next')
      }
    }
  }
  return answers
}

/**
 * Returns the text of an answer as it stands, and every string of it where it is JSON: escapes hide nothing. Signatures are left out: sooner or later
 * random bytes spell every abbreviation.
 */
export function textsOfAnswer({ contentType, bytes }: ChannelAnswer): readonly string[] {
  const text = bytes.toString('utf8')
  const texts = contentType.includes('json') ? stringsIn(JSON.parse(text) as JsonValue) : text.split(/\r?\n/u)
  return texts.filter((one) => !isSignature(one))
}

/** Base64 of the length of a signature (64 or 2,420 bytes, alone or with the id of a key before) that is no text. */
function isSignature(text: string): boolean {
  const written = text.replace(/^.* /u, '')
  if (!/^[A-Za-z0-9+/_-]{86,3300}={0,2}$/u.test(written)) return false
  const bytes = Buffer.from(written, 'base64')
  const isLong = bytes.length >= 64 && bytes.length <= 80
  return (isLong || bytes.length >= 2_420) && !isUtf8(bytes)
}

function stringsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return [String(value)]
  return Object.entries(value).flatMap(([name, inner]) => [name, ...stringsIn(inner)])
}

function objectOf({ bytes }: ChannelAnswer): JsonObject {
  return JSON.parse(bytes.toString('utf8')) as JsonObject
}

async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await act(item))
  return results
}

async function fetchAnswer(
  url: string,
  { token, accept }: { readonly token: string | null; readonly accept: string },
): Promise<ChannelAnswer | null> {
  const response = await fetch(url, { headers: { accept, ...(token === null ? {} : { authorization: `Bearer ${token}` }) } })
  const bytes = Buffer.from(await response.arrayBuffer())
  if (!response.ok && ![401, 403, 404, 410].includes(response.status))
    throw new Error(`${url} answered ${response.status}: ${bytes.toString('utf8')}`)
  // What a reader may not see is no channel of this reader.
  return response.ok ? { address: new URL(url).pathname, contentType: response.headers.get('content-type') ?? '', bytes } : null
}
