import type { FoundLine } from './found-line.ts'
import { LineChunks, type ReadBytes } from './line-chunks.ts'
import type { ScanPool } from './scan-pool.ts'
import type { ChunkAnswer } from './scan-thread.ts'

const chunkBytes = 1024 * 1024

/** What scanning a log gave. */
export type ScannedLog = { readonly lines: number; readonly hits: number; readonly bytes: number }

/**
 * Scans a log from its beginning to its end and hands on what it finds in the order of the lines, numbered from 1.
 *
 * Memory stays the same however long the log is: as many chunks as threads, and two more.
 */
export async function scanLog(read: ReadBytes, pool: ScanPool, onFound: (found: FoundLine) => void): Promise<ScannedLog> {
  const chunks = new LineChunks(read)
  const free = Array.from({ length: pool.width + 2 }, (): Uint8Array => new Uint8Array(new SharedArrayBuffer(chunkBytes)))
  const running: { readonly chunk: Uint8Array; readonly answer: Promise<ChunkAnswer> }[] = []
  let [lines, hits, total] = [0, 0, 0]
  const settleOne = async (): Promise<void> => {
    const first = running.shift()
    if (first === undefined) return
    const answer = await first.answer
    for (const found of answer.found) onFound({ ...found, line: lines + found.line + 1 })
    lines += answer.lines
    hits += answer.found.length
    free.push(first.chunk)
  }
  for (;;) {
    const chunk = free.pop()
    if (chunk === undefined) {
      await settleOne()
      continue
    }
    const length = await chunks.next(chunk)
    if (length === 0) break
    total += length
    const answer = pool.scan({ chunk, length })
    // It is awaited in its turn; until then its failure is nobody's.
    answer.catch(() => {})
    running.push({ chunk, answer })
  }
  while (running.length > 0) await settleOne()
  return { lines, hits, bytes: total }
}
