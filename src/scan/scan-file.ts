import type { WarningIndicator } from '#warning/warning.ts'
import { excerptOf } from './found-line.ts'
import { IndicatorList, soughtAt } from './indicator-list.ts'
import { LineChunks, readParts, type ReadBytes } from './line-chunks.ts'
import { ChunkScanner } from './scan-chunk.ts'

/** A line of a file that holds an indicator of a warning. */
export type FileHit = {
  /** Counted from 1. */
  readonly line: number
  readonly value: string
  readonly advice: string | null
  readonly excerpt: string
}

/** How far a scan has come: lines and bytes read, every hit counted, the first ones kept. */
export type FileScan = {
  readonly lines: number
  readonly bytes: number
  readonly hits: number
  readonly shown: readonly FileHit[]
  readonly isDone: boolean
}

const chunkBytes = 1024 * 1024
const mostShown = 200

/**
 * Scans a file in the browser for the indicators of a warning and tells after every mebibyte how far it has come. The file stays where it is.
 *
 * Takes plain text and gzip. Throws where a packed file is broken.
 */
export async function* scanFile(file: File, indicators: readonly WarningIndicator[]): AsyncGenerator<FileScan> {
  const list = new IndicatorList()
  for (const one of indicators) list.add({ ...one, tlp: null, warning: null })
  const compiled = list.compile()
  const scanner = new ChunkScanner(compiled.table)
  const chunks = new LineChunks(await readFrom(file))
  const chunk = new Uint8Array(chunkBytes)
  const shown: FileHit[] = []
  let [lines, bytes, hits] = [0, 0, 0]
  for (;;) {
    const length = await chunks.next(chunk)
    if (length === 0) break
    const found = scanner.scan(chunk, length)
    for (const { line, lineStart, indicator } of found.hits.slice(0, mostShown - shown.length)) {
      const { value, advice } = soughtAt(compiled, indicator)
      shown.push({ line: lines + line + 1, value, advice, excerpt: excerptOf(chunk, lineStart, length) })
    }
    lines += found.lines
    bytes += length
    hits += found.hits.length
    yield { lines, bytes, hits, shown: [...shown], isDone: false }
  }
  yield { lines, bytes, hits, shown, isDone: true }
}

async function readFrom(file: File): Promise<ReadBytes> {
  const first = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  const isPacked = first[0] === 0x1f && first[1] === 0x8b
  const stream = isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream()
  const reader: ReadableStreamDefaultReader<Uint8Array> = stream.getReader()
  return readParts(async () => {
    const part = await reader.read()
    return part.done ? null : part.value
  })
}
