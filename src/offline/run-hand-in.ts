import { readFile, stat, writeFile } from 'node:fs/promises'
import { largestOfflineFile } from '#envelope/offline-file.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import type { HandedInAnswer } from './handed-in.ts'
import { offlineText } from './offline-text.ts'

/** Hands in a file that was sealed without a network, and fetches its receipt where one is wanted. */
export async function runHandIn(context: CommandContext): Promise<Outcome> {
  const [path] = context.args
  if (path === undefined) throw new CommandError('usage', 'FILE_MISSING', 'Name the file to hand in: noroshi report hand-in report.age')
  const file = (await readOfflineReport(path)).toBase64()
  const reachedAt = context.options['reached-at']
  // Who holds the file needs no account: without a time of arrival it goes in as from anybody.
  const answer = (await (typeof reachedAt === 'string'
    ? context.client.json('/api/v1/received-offline-reports', { method: 'POST', body: JSON.stringify({ file, reachedAt }), retries: 5 })
    : context.client.as(null).json('/api/v1/offline-reports', {
        method: 'POST',
        body: JSON.stringify({ file }),
        retries: 5,
      }))) as unknown as HandedInAnswer
  if (context.json) context.print(JSON.stringify(answer))
  else context.print(offlineText.handedIn(answer)[context.language])
  if (answer.reachedOfficerAt !== null) context.say(offlineText.reached(answer.reachedOfficerAt))
  const { receipt } = context.options
  if (typeof receipt === 'string') await fetchReceipt(receipt, answer.fileDigest, context)
  return 'ok'
}

async function readOfflineReport(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => null)
  if (found === null || !found.isFile())
    throw new CommandError('validation', 'FILE_UNREADABLE', `Cannot read ${path}: expected a file that exists`)
  if (found.size > largestOfflineFile)
    throw new CommandError(
      'validation',
      'FILE_TOO_LARGE',
      `Cannot hand in ${path}: it has ${found.size} bytes, expected at most ${largestOfflineFile}`,
    )
  return readFile(path)
}

const receiptAttempts = 30

async function fetchReceipt(path: string, digest: string, context: CommandContext): Promise<void> {
  for (let attempt = 0; attempt < receiptAttempts; attempt++) {
    const response = await context.client.as(null).fetch(`/api/v1/offline-reports/${digest}/receipt`, { retries: 3 })
    if (response.status === 200) {
      await writeFile(path, await response.bytes())
      context.say(offlineText.receiptWritten(path))
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
  throw new CommandError(
    'failed',
    'RECEIPT_WAITS',
    'The report is filed; its receipt is not there yet. Ask again in a minute with the same command',
  )
}
