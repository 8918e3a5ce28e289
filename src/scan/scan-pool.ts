import { Worker } from 'node:worker_threads'
import { CommandError } from '#runtime/command.ts'
import type { CompiledList } from './indicator-list.ts'
import type { ChunkAnswer, ChunkOrder, ListsAnswer, ThreadStart } from './scan-thread.ts'
import type { TokenTable } from './token-table.ts'

/** Threads that scan chunks. */
export type ScanPool = {
  /** How many chunks are worked on at once. */
  readonly width: number
  scan(order: ChunkOrder): Promise<ChunkAnswer>
  close(): Promise<void>
}

/** Returns `width` threads that scan with `table`. */
export function openScanPool(table: TokenTable, width: number): ScanPool {
  const all = Array.from({ length: width }, () => startThread<ChunkOrder, ChunkAnswer>({ scanThread: 'chunks', table }))
  const free = [...all]
  const waiting: ((thread: Thread<ChunkOrder, ChunkAnswer>) => void)[] = []
  return {
    width,
    scan: async (order) => {
      const thread = free.pop() ?? (await new Promise<Thread<ChunkOrder, ChunkAnswer>>((resolve) => waiting.push(resolve)))
      try {
        return await thread.ask(order)
      } finally {
        const next = waiting.shift()
        if (next === undefined) free.push(thread)
        else next(thread)
      }
    },
    close: async () => void (await Promise.all(all.map((thread) => thread.close()))),
  }
}

/**
 * Returns lists of indicators as one that can be scanned with. A thread reads them, and the memory that this takes goes with it.
 *
 * @throws {CommandError} with the code of what refused a list.
 */
export async function compileLists(lists: Extract<ThreadStart, { scanThread: 'lists' }>): Promise<CompiledList> {
  const thread = startThread<never, ListsAnswer>(lists)
  try {
    const answer = await thread.answer()
    if ('list' in answer) return answer.list
    throw new CommandError('validation', answer.refused.code, answer.refused.message)
  } finally {
    await thread.close()
  }
}

type Thread<Order, Answer> = { ask(order: Order): Promise<Answer>; answer(): Promise<Answer>; close(): Promise<unknown> }

function startThread<Order, Answer>(start: ThreadStart): Thread<Order, Answer> {
  // In the file that can be downloaded, all code is one file, which finds out by itself that it is such a thread.
  const entry = new URL(import.meta.url.endsWith('.ts') ? './scan-thread.ts' : import.meta.url, import.meta.url)
  // What a thread makes is short-lived, and a young generation that may grow takes what a small machine lacks.
  const transferList = start.scanThread === 'lists' ? start.lists.map(({ bytes }) => bytes.buffer as ArrayBuffer) : []
  const worker = new Worker(entry, { workerData: start, transferList, resourceLimits: { maxYoungGenerationSizeMb: 4 } })
  let failure: Error | null = null
  let reject: (error: Error) => void = () => {}
  const fail = (error: Error): void => {
    failure ??= error
    reject(failure)
  }
  worker.on('error', (error) => fail(error instanceof Error ? error : new Error('A thread of the scan failed')))
  worker.on('exit', () => fail(new Error('A thread of the scan ended')))
  const answer = (): Promise<Answer> => {
    if (failure !== null) return Promise.reject(failure)
    const awaited = Promise.withResolvers<Answer>()
    reject = awaited.reject
    worker.once('message', awaited.resolve)
    return awaited.promise
  }
  return {
    answer,
    ask: (order) => {
      const answered = answer()
      worker.postMessage(order)
      return answered
    },
    close: () => worker.terminate(),
  }
}
