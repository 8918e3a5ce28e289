import { memoryStorage, type KeptReport, type ReportStorage } from './browser-outbox.ts'

const databaseName = 'noroshi'
const storeName = 'sealed-reports'

/** Storage of this browser, and whether it outlives the page. */
export type DeviceStorage = ReportStorage & { readonly isLasting: boolean }

/** Returns the storage of this browser (IndexedDB); one that lasts as long as the page where the browser lends none, as in some private windows. */
export async function openDeviceStorage(): Promise<DeviceStorage> {
  try {
    const database = await openDatabase()
    return {
      isLasting: true,
      put: async (report) => void (await inStore(database, 'readwrite', (store) => store.put(report))),
      list: async () => await inStore(database, 'readonly', (store) => store.getAll() as IDBRequest<KeptReport[]>),
      remove: async (reportId) => await inStore(database, 'readwrite', (store) => store.delete(reportId)),
    }
  } catch {
    return { ...memoryStorage(), isLasting: false }
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const { promise, resolve, reject } = Promise.withResolvers<IDBDatabase>()
  const opening = indexedDB.open(databaseName, 1)
  opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore(storeName, { keyPath: 'reportId' }))
  opening.addEventListener('success', () => resolve(opening.result))
  opening.addEventListener('error', () => reject(faultOf(opening.error)))
  return promise
}

/** Runs one request in a transaction of its own and returns its result once the transaction is complete, that is, on the disk. */
function inStore<Result>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const transaction = database.transaction(storeName, mode, { durability: 'strict' })
  const pending = act(transaction.objectStore(storeName))
  transaction.addEventListener('complete', () => resolve(pending.result))
  transaction.addEventListener('abort', () => reject(faultOf(transaction.error)))
  return promise
}

function faultOf(cause: DOMException | null): Error {
  return new Error('Cannot use the storage of this browser', { cause })
}
