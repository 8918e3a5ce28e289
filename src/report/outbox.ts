import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Sealed reports on this machine that no server has acknowledged yet. */
export type Outbox = {
  readonly folder: string
  /** Keeps the very bytes that will be sent, before the first try. */
  keep(reportId: string, bytes: string): Promise<void>
  /** Returns the ids of what waits, oldest name first. */
  waiting(): Promise<readonly string[]>
  read(reportId: string): Promise<string>
  /** Replaces the waiting bytes by the server's answer. */
  acknowledge(reportId: string, answer: string): Promise<void>
}

/** Returns the outbox of this user: NOROSHI_OUTBOX, or `noroshi/outbox` in the user's state folder. */
export function openOutbox(environment: Readonly<Record<string, string | undefined>>): Outbox {
  const state = environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state')
  const folder = environment['NOROSHI_OUTBOX'] ?? join(state, 'noroshi', 'outbox')
  const waitingFile = (reportId: string): string => join(folder, `${reportId}.filing.json`)
  return {
    folder,
    keep: async (reportId, bytes) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const half = `${waitingFile(reportId)}.half`
      await writeFile(half, bytes, { mode: 0o600, flush: true })
      await rename(half, waitingFile(reportId))
    },
    waiting: async () => {
      const names = await readdir(folder).catch(() => [])
      return names
        .filter((name) => name.endsWith('.filing.json'))
        .map((name) => name.slice(0, -'.filing.json'.length))
        .toSorted()
    },
    read: (reportId) => readFile(waitingFile(reportId), 'utf8'),
    acknowledge: async (reportId, answer) => {
      await writeFile(join(folder, `${reportId}.filed.json`), answer, { mode: 0o600, flush: true })
      await rm(waitingFile(reportId), { force: true })
    },
  }
}
