import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { isCodedError } from '#base/coded-error.ts'
import { excerptOf, type FoundLine } from './found-line.ts'
import { IndicatorList, type CompiledList } from './indicator-list.ts'
import { addList } from './read-list.ts'
import { ChunkScanner } from './scan-chunk.ts'
import type { TokenTable } from './token-table.ts'

/** What a thread of a scan begins with: the table to scan chunks with, or lists to compile. */
export type ThreadStart =
  | { readonly scanThread: 'chunks'; readonly table: TokenTable }
  | {
      readonly scanThread: 'lists'
      readonly lists: readonly { readonly name: string; readonly bytes: Uint8Array }[]
      /** UTC, `YYYY-MM-DD`. */
      readonly today: string
    }

/** What a thread says of the lists it was given. */
export type ListsAnswer = { readonly list: CompiledList } | { readonly refused: { readonly code: string; readonly message: string } }

/** A chunk for a thread: memory that both share, and how much of it is filled. */
export type ChunkOrder = { readonly chunk: Uint8Array; readonly length: number }

/** What a thread found in a chunk. */
export type ChunkAnswer = { readonly lines: number; readonly found: readonly FoundLine[] }

/** Tells whether this is a thread that was started for a scan. */
export function isScanThread(): boolean {
  return !isMainThread && typeof workerData === 'object' && workerData !== null && 'scanThread' in workerData
}

function runScanThread(start: ThreadStart): void {
  if (start.scanThread === 'lists') {
    parentPort?.postMessage(compileLists(start))
    return
  }
  const scanner = new ChunkScanner(start.table)
  parentPort?.on('message', (order: ChunkOrder) => parentPort?.postMessage(answerTo(order, scanner)))
}

function answerTo({ chunk, length }: ChunkOrder, scanner: ChunkScanner): ChunkAnswer {
  const { lines, hits } = scanner.scan(chunk, length)
  return { lines, found: hits.map(({ line, lineStart, indicator }) => ({ line, indicator, excerpt: excerptOf(chunk, lineStart, length) })) }
}

function compileLists({ lists, today }: Extract<ThreadStart, { scanThread: 'lists' }>): ListsAnswer {
  const list = new IndicatorList()
  try {
    for (const { name, bytes } of lists) addList(list, bytes, { name, today })
  } catch (error) {
    if (!isCodedError(error)) throw error
    return { refused: { code: error.code, message: error.message } }
  }
  return { list: list.compile((bytes) => new SharedArrayBuffer(bytes)) }
}

if (isScanThread()) runScanThread(workerData as ThreadStart)
