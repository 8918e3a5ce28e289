import { constants } from 'node:fs'
import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A search for one text in all the forms in which a program may hold it. */
export type TextSearch = { readonly name: string; readonly forms: readonly { readonly form: string; readonly bytes: Buffer }[] }

/**
 * Returns a search for `text` as UTF-8, as the two-byte strings of a JavaScript engine, as hexadecimal and as base64 at each of its three alignments.
 *
 * @param text Plain ASCII, so that every form is the same wherever the text stands.
 */
export function searchFor(text: string): TextSearch {
  const utf8 = Buffer.from(text, 'utf8')
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64')
    // The first and the last characters depend on what stands beside the text.
    return encoded.slice(shift === 0 ? 0 : 4, encoded.length - 4)
  })
  return {
    name: text,
    forms: [
      { form: 'UTF-8', bytes: utf8 },
      { form: 'UTF-16', bytes: Buffer.from(text, 'utf16le') },
      { form: 'hexadecimal', bytes: Buffer.from(utf8.toString('hex'), 'latin1') },
      ...base64.map((encoded) => ({ form: 'base64', bytes: Buffer.from(encoded, 'latin1') })),
    ],
  }
}

/** Returns where the text of `search` stands in `bytes`, one line for each form. */
export function findInBytes(bytes: Buffer, search: TextSearch): readonly string[] {
  return search.forms.flatMap(({ form, bytes: wanted }) => (bytes.includes(wanted) ? [`${search.name} as ${form}`] : []))
}

/** Returns in which files below `folder`, in their names or contents, the text of `search` stands, and how many bytes were read. */
export async function findInFolder(
  folder: string,
  search: TextSearch,
): Promise<{ readonly found: readonly string[]; readonly bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const found: string[] = []
  let bytes = 0
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    found.push(...findInBytes(Buffer.from(path, 'utf8'), search).map((what) => `${path} (name): ${what}`))
    if (!entry.isFile()) continue
    // A running database may remove a file between the listing and the reading.
    const content = await readFile(path).catch(() => Buffer.alloc(0))
    bytes += content.length
    found.push(...findInBytes(content, search).map((what) => `${path}: ${what}`))
  }
  return { found, bytes }
}

const chunkBytes = 8 * 1024 * 1024
const overlapBytes = 1024

/** Whether this user may read the memory of a process that it started; a sentence for the report of a test where not. */
export async function memoryIsReadable(processId: number): Promise<true | string> {
  try {
    const memory = await open(`/proc/${processId}/mem`, constants.O_RDONLY)
    await memory.close()
    return true
  } catch (error) {
    return `the memory of another process cannot be read here (${error instanceof Error ? error.message : String(error)})`
  }
}

/**
 * Runs `look` over the memory that a running process holds, piece by piece, and returns everything that it found, with how many bytes it saw.
 *
 * Pieces overlap, so that a text of up to a thousand bytes is seen whole in one of them.
 */
export async function lookThroughMemory(
  processId: number,
  look: (bytes: Buffer) => readonly string[],
): Promise<{ readonly found: readonly string[]; readonly bytes: number }> {
  const regions = residentRegions(await readFile(`/proc/${processId}/smaps`, 'utf8'))
  const memory = await open(`/proc/${processId}/mem`, constants.O_RDONLY)
  const found = new Set<string>()
  const buffer = Buffer.alloc(chunkBytes)
  let bytes = 0
  try {
    for (const region of regions) {
      for (let at = region.from; at < region.to; at += chunkBytes - overlapBytes) {
        // A region may go while the process runs on.
        const { bytesRead } = await memory.read(buffer, 0, Math.min(chunkBytes, region.to - at), at).catch(() => ({ bytesRead: 0 }))
        bytes += bytesRead
        for (const what of look(buffer.subarray(0, bytesRead))) found.add(`process ${processId}, ${region.name}: ${what}`)
        if (at + chunkBytes >= region.to) break
      }
    }
  } finally {
    await memory.close()
  }
  return { found: [...found], bytes }
}

type Region = { readonly from: number; readonly to: number; readonly name: string }

/** Returns the readable regions that hold anything: what a process has only set aside is nothing but zeros. */
function residentRegions(smaps: string): readonly Region[] {
  const regions: Region[] = []
  let region: Region | null = null
  for (const line of smaps.split('\n')) {
    const { from, to, rights, name } = regionLine.exec(line)?.groups ?? {}
    if (from !== undefined && to !== undefined)
      region =
        rights?.startsWith('r') === true
          ? { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16), name: name || 'anonymous' }
          : null
    else if (region !== null && /^Rss: +[1-9]/.test(line)) regions.push(region)
  }
  return regions.filter(({ name }) => !/^\[(?:vvar|vsyscall)/.test(name))
}

const regionLine = /^(?<from>[0-9a-f]+)-(?<to>[0-9a-f]+) (?<rights>\S{4}) \S+ \S+ \d+ *(?<name>.*)$/
