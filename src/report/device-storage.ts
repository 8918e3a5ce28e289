import { memoryStorage, type KeptReport, type ReportStorage } from './browser-outbox.ts'
import { openIndexedStore } from './device-database.ts'

/** Storage of this browser, and whether it outlives the page. */
export type DeviceStorage = ReportStorage & { readonly isLasting: boolean }

/** Returns the storage of this browser (IndexedDB); one that lasts as long as the page where the browser lends none, as in some private windows. */
export async function openDeviceStorage(): Promise<DeviceStorage> {
  try {
    const keys = { keyPath: 'reportId' }
    const store = await openIndexedStore({ database: 'noroshi', name: 'sealed-reports', keys, durability: 'strict' })
    return {
      isLasting: true,
      put: async (report) => void (await store.run('readwrite', (reports) => reports.put(report))),
      list: async () => await store.run('readonly', (reports) => reports.getAll() as IDBRequest<KeptReport[]>),
      remove: async (reportId) => await store.run('readwrite', (reports) => reports.delete(reportId)),
    }
  } catch {
    return { ...memoryStorage(), isLasting: false }
  }
}
