import { availableParallelism } from 'node:os'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { hitAsJson, hitAsRow, hitAsText, hitForms, tableHead, type Hit, type HitForm } from './describe-hit.ts'
import type { FoundLine } from './found-line.ts'
import { soughtAt, type CompiledList } from './indicator-list.ts'
import { fetchList } from './indicator-source.ts'
import type { ReadBytes } from './line-chunks.ts'
import { openLog, type OpenLog } from './open-log.ts'
import { scanLog, type ScannedLog } from './scan-log.ts'
import { compileLists, openScanPool, type ScanPool } from './scan-pool.ts'
import { scanText } from './scan-text.ts'

const mostThreads = 8
const progressMs = 3_000

/** Scans the named logs, or standard input, and prints every line that holds a shared indicator. */
export async function runScan(context: CommandContext): Promise<Outcome> {
  const form = formOf(context)
  const list = await readLists(context)
  context.say(list.ends.length === 0 ? scanText.noneShared : scanText.reading(list.ends.length))
  const pool = openScanPool(list.table, Math.min(mostThreads, availableParallelism()))
  if (form === 'table' && !context.json) context.print(tableHead)
  const sum = { lines: 0, hits: 0 }
  try {
    for (const path of context.args.length === 0 ? ['-'] : context.args) {
      const scanned = await scanOne(await openLog(path), { context, list, pool, form })
      sum.lines += scanned.lines
      sum.hits += scanned.hits
    }
  } finally {
    await pool.close()
  }
  context.say(scanText.done(sum.lines, sum.hits))
  return sum.hits > 0 && context.options['exit-code'] === true ? 'failed' : 'ok'
}

function formOf({ options }: CommandContext): HitForm {
  const asked = options['format'] ?? 'text'
  const form = hitForms.find((one) => one === asked)
  if (form === undefined)
    throw new CommandError('usage', 'FORMAT_UNKNOWN', `--format is "${String(asked)}", expected one of: ${hitForms.join(', ')}`)
  return form
}

async function readLists(context: CommandContext): Promise<CompiledList> {
  const named = context.options['indicators']
  const sources = typeof named === 'string' ? [named] : Array.isArray(named) ? named.map(String) : [null]
  const today = context.clock.now().toZonedDateTimeISO('UTC').toPlainDate().toString()
  const lists = []
  for (const source of sources) lists.push(await fetchList(source, context))
  return compileLists({ scanThread: 'lists', lists, today })
}

type Scanning = { readonly context: CommandContext; readonly list: CompiledList; readonly pool: ScanPool; readonly form: HitForm }

async function scanOne(log: OpenLog, { context, list, pool, form }: Scanning): Promise<ScannedLog> {
  const print = (found: FoundLine): void => {
    const hit: Hit = { file: log.name, line: found.line, indicator: soughtAt(list, found.indicator), excerpt: found.excerpt }
    if (context.json) context.print(hitAsJson(hit))
    else context.print(form === 'table' ? hitAsRow(hit) : hitAsText(hit, context.language, context.client.url))
  }
  const startedAt = performance.now()
  let seen = 0
  const timer = setInterval(() => sayProgress(log, { seen, seconds: (performance.now() - startedAt) / 1000 }, context), progressMs)
  timer.unref()
  try {
    const read: ReadBytes = async (room) => {
      context.signal.throwIfAborted()
      const count = await log.read(room)
      seen += count
      return count
    }
    return await scanLog(read, pool, print)
  } finally {
    clearInterval(timer)
    await log.close()
  }
}

function sayProgress(log: OpenLog, { seen, seconds }: { readonly seen: number; readonly seconds: number }, context: CommandContext): void {
  const share = log.size === null || log.size === 0 ? 0 : log.readSoFar() / log.size
  if (share === 0) context.say(scanText.progressOpen(log.name, Math.round(seen / 1024 / 1024)))
  else context.say(scanText.progress(log.name, Math.min(99, Math.floor(share * 100)), Math.ceil((seconds / share) * (1 - share))))
}
