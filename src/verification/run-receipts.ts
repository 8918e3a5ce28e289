import { writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { formatFingerprint, hashText } from '#key-directory/fingerprint.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { readPolicyOfServer } from './choose-policy.ts'
import { verifyText } from './verify-text.ts'

const receiptTries = 40
const pauseMs = 500

/** Prints the receipt of a report, once a head covers it. */
export async function runReceipt(context: CommandContext): Promise<Outcome> {
  const [reportId] = context.args
  if (reportId === undefined) throw new CommandError('usage', 'REPORT_MISSING', 'Name the report: noroshi report receipt REPORT-ID')
  const receipt = await readWhenSigned(context, `/api/v1/reports/${encodeURIComponent(reportId)}/receipt`)
  // Printing ends the line.
  context.print(new TextDecoder().decode(receipt).replace(/\n$/, ''))
  return 'ok'
}

/** Saves the bundle of a case in a file, which is not there yet. */
export async function runBundle(context: CommandContext): Promise<Outcome> {
  const [incidentId, file = `${incidentId}.case-bundle`] = context.args
  if (incidentId === undefined) throw new CommandError('usage', 'INCIDENT_MISSING', 'Name the incident: noroshi report bundle INCIDENT-ID')
  if (!/^[\w-]+$/.test(incidentId)) throw new CommandError('usage', 'INCIDENT_MALFORMED', `"${incidentId}" is not the id of an incident`)
  const bundle = await readWhenSigned(context, `/api/v1/incidents/${encodeURIComponent(incidentId)}/bundle`)
  try {
    await writeFile(file, bundle, { flag: 'wx' })
  } catch (cause) {
    throw new CommandError('failed', 'FILE_UNWRITABLE', `Cannot write ${file}: expected a place for a new file`, { cause })
  }
  context.say(verifyText.saved(file))
  if (context.json) context.print(JSON.stringify({ file, bytes: bundle.length }))
  return 'ok'
}

/** Prints the policy of the server's log. */
export async function runPolicy(context: CommandContext): Promise<Outcome> {
  const policy = await readPolicyOfServer(context)
  context.say(verifyText.policyCode(formatFingerprint(hashText(policy))))
  context.print(policy.replace(/\n$/, ''))
  return 'ok'
}

async function readWhenSigned(context: CommandContext, path: string): Promise<Uint8Array> {
  for (let tries = 0; tries < receiptTries; tries++) {
    const response = await context.client.fetch(path, { retries: 3, signal: context.signal })
    if (response.status === 200) return new Uint8Array(await response.arrayBuffer())
    await wait(pauseMs)
  }
  throw new CommandError(
    'failed',
    'RECEIPT_WAITING',
    'The log has not signed a head over this yet; what was filed is filed. Ask again later',
  )
}
