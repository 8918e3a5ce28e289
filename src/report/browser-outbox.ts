import { decryptWith, encryptFor, recipientOf } from '#envelope/age-file.ts'

/** A sealed report as the device keeps it. Its bytes are encrypted once more, since a filing shows its handling and shareable part. */
export type KeptReport = {
  readonly reportId: string
  /** The person whose key opens `ciphertext`. */
  readonly personId: string
  /** Instant, ISO 8601 in UTC. */
  readonly keptAt: string
  readonly ciphertext: Uint8Array
  /** Attachments whose ciphertext the device keeps for it; absent in what an earlier version kept. */
  readonly attachmentIds?: readonly string[]
}

/** Where the device keeps sealed reports. */
export type ReportStorage = {
  put(report: KeptReport): Promise<void>
  list(): Promise<readonly KeptReport[]>
  remove(reportId: string): Promise<void>
}

/** A sealed report on its way, in the memory of this page. */
export type SealedReport = {
  readonly reportId: string
  readonly personId: string
  /** The filing as it is sent, again and again the same. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly attachmentIds?: readonly string[]
}

/** Sealed reports of this device that no server has acknowledged. */
export type BrowserOutbox = {
  /**
   * Keeps a report before it is sent for the first time, and returns whether the device keeps it; this page holds it in any case.
   *
   * @param identity The filer's own age identity; what is kept opens with it alone.
   */
  keep(report: SealedReport, how: { readonly identity: string; readonly at: Temporal.Instant }): Promise<boolean>
  /** Returns what waits, oldest first. */
  waiting(): Promise<readonly KeptReport[]>
  /** Returns the very bytes to send if this page still holds them, or null: then they have to be opened. */
  bytesAtHand(reportId: string): Uint8Array<ArrayBuffer> | null
  /**
   * Returns the very bytes to send.
   *
   * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if the report was kept by somebody else, or altered.
   */
  open(report: KeptReport, identity: string): Promise<Uint8Array<ArrayBuffer>>
  /** Forgets a report that was acknowledged, refused or given up. */
  forget(reportId: string): Promise<void>
}

/** Returns the outbox over `storage`; what this page sealed itself it also holds in memory. */
export function createBrowserOutbox(storage: ReportStorage): BrowserOutbox {
  const atHand = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    keep: async ({ reportId, personId, bytes, attachmentIds = [] }, { identity, at }) => {
      atHand.set(reportId, bytes)
      const ciphertext = await encryptFor(await recipientOf(identity), bytes)
      return storage.put({ reportId, personId, keptAt: at.toString(), ciphertext, attachmentIds }).then(
        () => true,
        // A full disk must not keep a report from being sent.
        () => false,
      )
    },
    waiting: async () => (await storage.list()).toSorted((left, right) => (left.keptAt < right.keptAt ? -1 : 1)),
    bytesAtHand: (reportId) => atHand.get(reportId) ?? null,
    open: async (report, identity) => {
      const bytes = new Uint8Array(await decryptWith(identity, report.ciphertext))
      atHand.set(report.reportId, bytes)
      return bytes
    },
    forget: async (reportId) => {
      atHand.delete(reportId)
      await storage.remove(reportId)
    },
  }
}

/** Returns a storage that lasts as long as the page, for a browser that lends no other. */
export function memoryStorage(): ReportStorage {
  const kept = new Map<string, KeptReport>()
  return {
    put: async (report) => void kept.set(report.reportId, report),
    list: async () => [...kept.values()],
    remove: async (reportId) => void kept.delete(reportId),
  }
}
