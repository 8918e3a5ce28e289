import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** One rendered page. */
export type RenderedPage = {
  /** The body; some pieces belong to the page, others are shared with the objects in memory. */
  readonly pieces: readonly Buffer[]
  /** How many bytes of the body belong to the page alone. */
  readonly ownBytes: number
  readonly headers: Readonly<Record<string, string>>
  /** Whether nothing more follows it. */
  readonly isLast: boolean
}

/** Pages that were asked for lately, at most so many bytes of them. */
export type PageCache = {
  /** Returns the page under `key`, made by `render` where it is not at hand. */
  get(key: string, render: () => RenderedPage): RenderedPage
  /** Returns the page under `key` in gzip; one that is small as it is. However many ask at once, it is packed once. */
  packed(key: string, page: RenderedPage): Promise<RenderedPage>
  /** How many bytes of pages it holds. */
  readonly bytes: number
}

// What a page costs beside its bytes: key, headers, bookkeeping.
const overheadBytes = 1_000

/** Below this, packing costs more than it saves. */
const smallestPacked = 1_000

const pack = promisify(gzip)

/** Returns an empty cache that drops the page longest unused when it would hold more than `mostBytes`. */
export function createPageCache(mostBytes: number): PageCache {
  const pages = new Map<string, RenderedPage>()
  const packing = new Map<string, Promise<RenderedPage>>()
  let bytes = 0
  const remember = (key: string, page: RenderedPage): void => {
    pages.set(key, page)
    bytes += page.ownBytes + overheadBytes
    for (const [oldest, old] of pages) {
      if (bytes <= mostBytes) break
      pages.delete(oldest)
      bytes -= old.ownBytes + overheadBytes
    }
  }
  const recall = (key: string): RenderedPage | null => {
    const known = pages.get(key)
    if (known === undefined) return null
    pages.delete(key)
    pages.set(key, known)
    return known
  }
  const makePacked = async (key: string, page: RenderedPage): Promise<RenderedPage> => {
    try {
      const made = await packedPage(page)
      remember(key, made)
      return made
    } finally {
      packing.delete(key)
    }
  }
  return {
    get: (key, render) => {
      const known = recall(key)
      if (known !== null) return known
      const made = render()
      remember(key, made)
      return made
    },
    packed: async (key, page) => {
      if (lengthOf(page) < smallestPacked) return page
      const packedKey = `gzip ${key}`
      const known = recall(packedKey)
      if (known !== null) return known
      const running = packing.get(packedKey) ?? makePacked(packedKey, page)
      if (!packing.has(packedKey)) packing.set(packedKey, running)
      return running
    },
    get bytes() {
      return bytes
    },
  }
}

async function packedPage(page: RenderedPage): Promise<RenderedPage> {
  const body = await pack(Buffer.concat(page.pieces), { level: 6 })
  return { ...page, pieces: [body], ownBytes: body.length, headers: { ...page.headers, 'content-encoding': 'gzip' } }
}

function lengthOf(page: RenderedPage): number {
  return page.pieces.reduce((sum, piece) => sum + piece.length, 0)
}
