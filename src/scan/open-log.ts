import { open, type FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import * as zlib from 'node:zlib'
import { CommandError } from '#runtime/command.ts'
import { readParts, type ReadBytes } from './line-chunks.ts'

/** A log that is being read. */
export type OpenLog = {
  /** How it is named in what a scan prints. */
  readonly name: string
  /** Bytes on the disk; null where nobody knows, as with standard input. */
  readonly size: number | null
  /** How many bytes of it have been read so far, packed ones where it is packed. */
  readonly readSoFar: () => number
  /** Reads its text in UTF-8, unpacked. Throws `LOG_UNREADABLE` where it ends or breaks in the middle of its packing. */
  readonly read: ReadBytes
  close(): Promise<void>
}

const readAtOnce = 64 * 1024

/**
 * Opens a log: a file, plain or packed by gzip or zstd, or standard input for `-`. Text in UTF-16 with a byte order mark becomes UTF-8.
 *
 * @throws {CommandError} `LOG_UNREADABLE` if the file cannot be opened.
 */
export async function openLog(path: string): Promise<OpenLog> {
  if (path === '-') {
    const read = readFrom(path, process.stdin as AsyncIterable<Uint8Array>)
    return { name: path, size: null, readSoFar: () => 0, read, close: async () => {} }
  }
  const { file, size } = await openFile(path)
  const log = { name: path, size, close: () => file.close() }
  const first = Buffer.alloc(4)
  await file.read(first, 0, first.length, 0)
  if (!isPacked(first) && !isUtf16(first)) {
    let position = 0
    const read: ReadBytes = async (room) => {
      const { bytesRead } = await file.read(room, 0, room.length, position)
      position += bytesRead
      return bytesRead
    }
    return { ...log, readSoFar: () => position, read }
  }
  const stream = file.createReadStream({ highWaterMark: readAtOnce, start: 0, autoClose: false })
  return { ...log, readSoFar: () => stream.bytesRead, read: readFrom(path, stream as AsyncIterable<Uint8Array>) }
}

async function openFile(path: string): Promise<{ readonly file: FileHandle; readonly size: number }> {
  try {
    const file = await open(path, 'r')
    const found = await file.stat()
    if (!found.isDirectory()) return { file, size: found.size }
    await file.close()
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const reasons: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EACCES: 'you may not read it' }
    throw unreadable(path, reasons[code] ?? code, error)
  }
  throw unreadable(path, 'it is a folder, expected a file')
}

/** Reads what a stream gives, unpacked. */
function readFrom(path: string, source: AsyncIterable<Uint8Array>): ReadBytes {
  const parts = plain(path, source)
  return readParts(async () => {
    const part = await parts.next()
    return part.done === true ? null : part.value
  })
}

async function* plain(path: string, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    const { first, all } = await peek(source)
    const unpacked = unpack(path, first, all)
    const { first: head, all: text } = await peek(unpacked)
    yield* isUtf16(head) ? toUtf8(text, head) : text
  } catch (error) {
    if (error instanceof CommandError) throw error
    throw unreadable(path, error instanceof Error ? error.message : 'it broke off', error)
  }
}

/** Reads the beginning, and gives it back before the rest. */
async function peek(source: AsyncIterable<Uint8Array>): Promise<{ first: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const parts = source[Symbol.asyncIterator]()
  const begun: Uint8Array[] = []
  let first = Buffer.alloc(0)
  while (first.length < 4) {
    const part = await parts.next()
    if (part.done === true) break
    begun.push(part.value)
    first = Buffer.concat([first, part.value.subarray(0, 4)])
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    yield* begun
    yield* { [Symbol.asyncIterator]: () => parts }
  }
  return { first, all: all() }
}

function unpack(path: string, first: Uint8Array, all: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (isGzip(first)) return through(all, zlib.createGunzip({ chunkSize: 4 * readAtOnce }))
  if (!isZstd(first)) return all
  // Older Nodes, on which the command line also runs as one file, have none.
  if (typeof zlib.createZstdDecompress !== 'function')
    throw unreadable(
      path,
      'it is packed by zstd, which this Node cannot unpack; use Node 22.15 or later, or: zstd -dc FILE | noroshi scan -',
    )
  return through(all, zlib.createZstdDecompress({ chunkSize: 4 * readAtOnce }))
}

async function* through(source: AsyncIterable<Uint8Array>, unpacker: NodeJS.ReadWriteStream & { destroy(error?: Error): unknown }) {
  const fed = pipeline(source, unpacker).catch((error: unknown) => unpacker.destroy(error instanceof Error ? error : undefined))
  yield* unpacker as AsyncIterable<Uint8Array>
  await fed
}

function isPacked(first: Uint8Array): boolean {
  return isGzip(first) || isZstd(first)
}

function isGzip(first: Uint8Array): boolean {
  return first[0] === 0x1f && first[1] === 0x8b
}

function isZstd(first: Uint8Array): boolean {
  return first[0] === 0x28 && first[1] === 0xb5 && first[2] === 0x2f && first[3] === 0xfd
}

function isUtf16(first: Uint8Array): boolean {
  return (first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff)
}

async function* toUtf8(text: AsyncIterable<Uint8Array>, first: Uint8Array): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(first[0] === 0xff ? 'utf-16le' : 'utf-16be')
  const encoder = new TextEncoder()
  for await (const part of text) yield encoder.encode(decoder.decode(part, { stream: true }))
  yield encoder.encode(decoder.decode())
}

function unreadable(path: string, reason: string, cause?: unknown): CommandError {
  return new CommandError('failed', 'LOG_UNREADABLE', `Cannot read ${path}: ${reason}`, { cause })
}
