import { chmodSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ArchiveBox } from './archive-box.ts'
import type { ArchivedReport } from './archived-report.ts'
import { GatewayError } from './gateway-error.ts'

/** One act of a person inside, as the gateway's own record keeps it. */
export type InsideAct = {
  readonly at: string
  readonly person: string
  readonly act: 'search' | 'read' | 'open' | 'audit'
  /** What was searched for, or which report. */
  readonly about: string
  readonly purpose?: string
}

/** What became of an attachment: the size of its content, or null if it is not what its filer signed. */
export type AttachmentRecord = { readonly id: string; readonly reportId: string; readonly bytes: number | null }

/** The archive of one gateway: ids and steps in clear, everything else encrypted. */
export type Archive = {
  /** Writes how far a report has come; it is on the disk when this returns. */
  put(archived: ArchivedReport): void
  find(reportId: string): ArchivedReport | null
  /** Returns the ids of all reports that are at one of these steps. */
  idsAt(steps: readonly ArchivedReport['state']['step'][]): readonly string[]
  has(reportId: string): boolean
  counts(): Readonly<Record<string, number>>
  putAttachment(record: AttachmentRecord): void
  findAttachment(id: string): AttachmentRecord | null
  /** Writes down an act of a person inside. */
  record(act: InsideAct): void
  /** Returns the newest acts, newest first. @throws {GatewayError} `ARCHIVE_ALTERED` if one is missing between them. */
  acts(limit: number): readonly InsideAct[]
  close(): void
}

const schema = `
  create table if not exists report (
    report_id text primary key,
    step text not null check (step in ('known', 'wished', 'released', 'failed', 'kept')),
    sealed blob not null
  ) strict, without rowid;
  create index if not exists report_by_step on report (step);
  create table if not exists attachment (attachment_id text primary key, sealed blob not null) strict, without rowid;
  create table if not exists act (seq integer primary key, sealed blob not null) strict;
`

/**
 * Opens the archive in `folder`, and makes it where there is none.
 *
 * @throws {GatewayError} `FOLDER_UNSAFE` if others may enter the folder; `ARCHIVE_IN_USE` if another gateway works in it.
 */
export function openArchive(folder: string, box: ArchiveBox): Archive {
  makePrivate(folder)
  const path = join(folder, 'archive.sqlite')
  const database = new DatabaseSync(path)
  try {
    // One process at a time; what it acknowledged survives a loss of power; nothing spills into files elsewhere.
    database.exec('pragma busy_timeout = 0; pragma locking_mode = exclusive; pragma temp_store = memory; pragma secure_delete = on')
    database.exec('pragma journal_mode = wal; pragma synchronous = full; begin exclusive')
    database.exec(`${schema} commit`)
  } catch (cause) {
    database.close()
    throw new GatewayError('ARCHIVE_IN_USE', `Cannot open ${path}: another gateway works with it, or the file is damaged`, { cause })
  }
  chmodSync(path, 0o600)
  return { ...reportsOf(database, box), ...attachmentsOf(database, box), ...actsOf(database, box), close: () => database.close() }
}

function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if ((statSync(folder).mode & 0o077) !== 0)
    throw new GatewayError('FOLDER_UNSAFE', `Cannot use ${folder}: others may enter it; run "chmod 700" on it first`)
}

type AttachmentRows = Pick<Archive, 'putAttachment' | 'findAttachment'>
type ActRows = Pick<Archive, 'record' | 'acts'>

function attachmentsOf(database: DatabaseSync, box: ArchiveBox): AttachmentRows {
  const put = database.prepare('insert or replace into attachment (attachment_id, sealed) values (?, ?)')
  const find = database.prepare('select sealed from attachment where attachment_id = ?')
  return {
    putAttachment: (record) => void put.run(record.id, box.seal(record, `attachment ${record.id}`)),
    findAttachment: (id) => {
      const row = find.get(id)
      return row === undefined ? null : (box.open(blob(row['sealed']), `attachment ${id}`) as unknown as AttachmentRecord)
    },
  }
}

function reportsOf(database: DatabaseSync, box: ArchiveBox): Omit<Archive, keyof AttachmentRows | keyof ActRows | 'close'> {
  const put = database.prepare(
    'insert into report (report_id, step, sealed) values (?, ?, ?) on conflict (report_id) do update set step = excluded.step, sealed = excluded.sealed',
  )
  const find = database.prepare('select sealed from report where report_id = ?')
  const ids = database.prepare('select report_id from report where step in (select value from json_each(?)) order by report_id')
  const counts = database.prepare('select step, count(*) as count from report group by step')
  return {
    put: (archived) => {
      const { reportId } = archived.report
      put.run(reportId, archived.state.step, box.seal(archived, placeOf(reportId)))
    },
    find: (reportId) => {
      const row = find.get(reportId)
      return row === undefined ? null : (box.open(blob(row['sealed']), placeOf(reportId)) as unknown as ArchivedReport)
    },
    has: (reportId) => find.get(reportId) !== undefined,
    idsAt: (steps) => ids.all(JSON.stringify(steps)).map((row) => String(row['report_id'])),
    counts: () => Object.fromEntries(counts.all().map((row) => [String(row['step']), Number(row['count'])])),
  }
}

function actsOf(database: DatabaseSync, box: ArchiveBox): ActRows {
  const last = database.prepare('select coalesce(max(seq), 0) as seq from act')
  const insert = database.prepare('insert into act (seq, sealed) values (?, ?)')
  const newest = database.prepare('select seq, sealed from act order by seq desc limit ?')
  return {
    record: (act) => {
      const seq = Number(last.get()?.['seq'] ?? 0) + 1
      insert.run(seq, box.seal(act, `act ${seq}`))
    },
    acts: (limit) => {
      const rows = newest.all(limit)
      const first = Number(rows[0]?.['seq'] ?? 0)
      return rows.map((row, at) => {
        // The number is bound into the ciphertext, so an act that was taken out leaves a gap.
        if (Number(row['seq']) !== first - at)
          throw new GatewayError('ARCHIVE_ALTERED', `Act ${first - at} of the gateway's record is missing`)
        return box.open(blob(row['sealed']), `act ${first - at}`) as unknown as InsideAct
      })
    },
  }
}

function placeOf(reportId: string): string {
  return `report ${reportId}`
}

function blob(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array()
}
