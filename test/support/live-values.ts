import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { WarningBody } from '#warning/warning-body.ts'
import { mispFeedReader } from './misp-feed-reader.ts'

type Stix = {
  readonly id: string
  readonly type: string
  readonly modified?: string
  readonly revoked?: boolean
  readonly pattern?: string
}
type Page<Key extends string, One> = { readonly [key in Key]?: readonly One[] } & { readonly next?: string | null }

/** Returns, by channel, which of `values` a reader who comes now takes for something to act on. */
export async function liveValues(url: string, token: string, values: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const headers = { authorization: `Bearer ${token}` }
  const get = async (path: string, accept = '*/*'): Promise<string> => {
    const response = await fetch(url + path, { headers: { ...headers, accept } })
    assert.equal(response.status, 200, path)
    return response.text()
  }
  const channels: Readonly<Record<string, () => Promise<string>>> = {
    'list of domains': () => get('/feeds/domains.txt?advice=all'),
    'CSV list': () => get('/feeds/indicators.csv'),
    'JSON list': () => get('/feeds/indicators.json'),
    'STIX file': () => get('/feeds/stix/green.json'),
    'TAXII objects': () => liveObjects(get, ''),
    'TAXII objects in every version': () => liveObjects(get, '&match[version]=all'),
    'MISP events': () => liveAttributes(`${url}/feeds/misp`, headers),
    'MISP digests': async () => {
      const digests = await get('/feeds/misp/hashes.csv')
      return values.filter((value) => digests.includes(createHash('md5').update(value).digest('hex'))).join('\n')
    },
    'list of warnings': () => liveWarnings(get),
  }
  const found = new Map<string, ReadonlySet<string>>()
  for (const [channel, read] of Object.entries(channels)) {
    const text = await read()
    found.set(channel, new Set(values.filter((value) => text.includes(value))))
  }
  return found
}

type Get = (path: string, accept?: string) => Promise<string>

async function liveObjects(get: Get, query: string): Promise<string> {
  const newest = new Map<string, Stix>()
  for (let next: string | null = ''; next !== null;) {
    const from: string = next === '' ? '' : `&next=${encodeURIComponent(next)}`
    const path = `/taxii2/api/collections/green/objects/?limit=1000${query}${from}`
    const page = JSON.parse(await get(path, 'application/taxii+json;version=2.1')) as Page<'objects', Stix>
    for (const one of page.objects ?? []) if ((newest.get(one.id)?.modified ?? '') <= (one.modified ?? '')) newest.set(one.id, one)
    next = page.next ?? null
  }
  return [...newest.values()].flatMap((one) => (one.type === 'indicator' && one.revoked !== true ? (one.pattern ?? '') : [])).join('\n')
}

async function liveAttributes(base: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const reader = mispFeedReader(base, headers)
  await reader.fetch()
  const attributes = [...reader.events.values()].flatMap((event) => [...event.attributes.values()])
  return attributes.flatMap((one) => (one.deleted ? [] : one.value)).join('\n')
}

async function liveWarnings(get: Get): Promise<string> {
  const values: string[] = []
  for (let next: string | null = ''; next !== null;) {
    const page = JSON.parse(await get(`/api/v1/warnings?limit=100${next === '' ? '' : `&after=${next}`}`)) as Page<'warnings', WarningBody>
    for (const one of page.warnings ?? []) if (one.state !== 'recalled') values.push(...one.indicators.map(({ value }) => value))
    next = page.next ?? null
  }
  return values.join('\n')
}
