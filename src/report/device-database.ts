/** One store of this browser's IndexedDB. */
export type IndexedStore = {
  /** Runs one request in a transaction of its own and returns its result once the transaction is complete. */
  run<Result>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result>
}

/**
 * Returns the store `name` of the database `database`, made on first use.
 *
 * @param durability `strict`: a transaction is complete only once it is on the disk.
 * @throws {Error} where the browser lends no storage, as in some private windows.
 */
export async function openIndexedStore(how: {
  readonly database: string
  readonly name: string
  readonly keys?: IDBObjectStoreParameters
  readonly durability?: IDBTransactionDurability
}): Promise<IndexedStore> {
  const database = await openDatabase(how.database, (made) => void made.createObjectStore(how.name, how.keys))
  return {
    run: <Result>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Result>) => {
      const { promise, resolve, reject } = Promise.withResolvers<Result>()
      const transaction = database.transaction(how.name, mode, { durability: how.durability ?? 'default' })
      const pending = act(transaction.objectStore(how.name))
      transaction.addEventListener('complete', () => resolve(pending.result))
      transaction.addEventListener('abort', () => reject(faultOf(transaction.error)))
      return promise
    },
  }
}

function openDatabase(name: string, make: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  const { promise, resolve, reject } = Promise.withResolvers<IDBDatabase>()
  const opening = indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => make(opening.result))
  opening.addEventListener('success', () => resolve(opening.result))
  opening.addEventListener('error', () => reject(faultOf(opening.error)))
  return promise
}

function faultOf(cause: DOMException | null): Error {
  return new Error('Cannot use the storage of this browser', { cause })
}
