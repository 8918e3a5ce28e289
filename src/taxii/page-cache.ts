/** One rendered page. */
export type RenderedPage = {
  /** The body; some pieces belong to the page, others are shared with the objects in memory. */
  readonly pieces: readonly Buffer[]
  /** How many bytes of the body belong to the page alone. */
  readonly ownBytes: number
  readonly headers: Readonly<Record<string, string>>
}

/** Pages that were asked for lately, at most so many bytes of them. */
export type PageCache = {
  /** Returns the page under `key`, made by `render` where it is not at hand. */
  get(key: string, render: () => RenderedPage): RenderedPage
  /** How many bytes of pages it holds. */
  readonly bytes: number
}

// What a page costs beside its bytes: key, headers, bookkeeping.
const overheadBytes = 1_000

/** Returns an empty cache that drops the page longest unused when it would hold more than `mostBytes`. */
export function createPageCache(mostBytes: number): PageCache {
  const pages = new Map<string, RenderedPage>()
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
  return {
    get: (key, render) => {
      const known = pages.get(key)
      if (known === undefined) {
        const made = render()
        remember(key, made)
        return made
      }
      pages.delete(key)
      pages.set(key, known)
      return known
    },
    get bytes() {
      return bytes
    },
  }
}
