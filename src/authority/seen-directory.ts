import type { SeenDirectory } from '#key-directory/open-directory.ts'

/** What this browser remembers of the directory of keys: public data alone, no key and nothing of a report. */
export type BrowserMemory = {
  /** Fingerprint of the root under which it was accepted. */
  readonly root: string
  readonly seen: SeenDirectory
}

const place = 'noroshi-directory'

/** Returns what this browser remembers, or null before the first time and where the browser keeps nothing. */
export function readBrowserMemory(): BrowserMemory | null {
  try {
    // oxlint-disable-next-line eslint/no-restricted-globals -- versions and fingerprints are public, and must outlive the page
    const text = localStorage.getItem(place)
    return text === null ? null : (JSON.parse(text) as BrowserMemory)
  } catch {
    return null
  }
}

/** Remembers what was accepted, so that nothing older is accepted afterwards. */
export function writeBrowserMemory(memory: BrowserMemory): void {
  try {
    // oxlint-disable-next-line eslint/no-restricted-globals -- as above
    localStorage.setItem(place, JSON.stringify(memory))
  } catch {
    // A browser that keeps nothing still compares with the root of the page.
  }
}
