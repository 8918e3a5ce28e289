import { createHash } from 'node:crypto'
import type { Clock } from '#runtime/clock.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { sameHash } from '#transparency-log/merkle-tree.ts'
import { formatSignature } from '#transparency-log/signed-note.ts'
import { signCheckpoint, type Signer } from '#transparency-log/signer.ts'
import type { VerifierKey } from '#transparency-log/verifier-key.ts'
import { answerWitnessRequest, parseWitnessRequest, type WitnessRequest } from '#transparency-log/witness-request.ts'
import { keepHead, readKeptHead } from './kept-head.ts'

/** What a witness says to one request: the status and body of C2SP tlog-witness. */
export type WitnessReply = { readonly status: number; readonly contentType: string; readonly body: string }

/** One that cosigns the heads of logs as long as each continues what it cosigned before. */
export type Witness = {
  readonly key: VerifierKey
  /**
   * Returns the answer to the body of an `add-checkpoint` request. A cosignature leaves only once its head is on the disk.
   *
   * @param body Hostile.
   * @throws {LogStateError} if the kept head cannot be read, or another process keeps heads in the same folder.
   */
  addCheckpoint(body: Uint8Array): Promise<WitnessReply>
}

/** What a witness is made from. */
export type WitnessParts = {
  /** Its own folder: one head for each log. Never restored from a backup. */
  readonly folder: string
  readonly signer: Signer
  /** Keys of the logs that it follows; a log with two keys is there twice. */
  readonly logs: readonly VerifierKey[]
  readonly clock: Clock
}

const plain = 'text/plain; charset=utf-8'
const refusals: Readonly<Record<number, string>> = {
  400: 'The request is malformed',
  403: 'No signature by a key that this witness knows for that log',
  404: 'This witness does not follow that log',
  422: 'The checkpoint is not proved to continue the one that was cosigned last',
}

/** Returns the witness of `parts`; requests for one log are answered one after the other. */
export function createWitness(parts: WitnessParts): Witness {
  const last = new Map<string, Promise<unknown>>()
  return {
    key: parts.signer.key,
    addCheckpoint: async (body) => {
      const request = readRequest(body)
      if (request === null) return refused(400)
      const keys = parts.logs.filter(({ name }) => name === request.origin)
      if (keys.length === 0) return refused(404)
      const before = last.get(request.origin) ?? Promise.resolve()
      const answer = before.then(() => answerOne(parts, request, keys))
      last.set(
        request.origin,
        answer.catch(() => {}),
      )
      return await answer
    },
  }
}

function readRequest(body: Uint8Array): (WitnessRequest & { readonly origin: string }) | null {
  try {
    return parseWitnessRequest(body)
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

async function answerOne(
  { folder, signer, clock }: WitnessParts,
  request: WitnessRequest & { readonly origin: string },
  keys: readonly VerifierKey[],
): Promise<WitnessReply> {
  const place = { folder, name: headName(request.origin) }
  const latest = await readKeptHead(place.folder, place.name)
  const answer = await answerWitnessRequest(request, keys, latest)
  if (answer.status === 409) return { status: 409, contentType: 'text/x.tlog.size', body: `${answer.size}\n` }
  if (answer.status !== 200) return refused(answer.status)
  const isKept = latest?.size === answer.head.size && sameHash(latest.root, answer.head.root)
  if (!isKept) await keepHead(place, latest, answer.head)
  const at = Math.floor(clock.now().epochMilliseconds / 1000)
  return { status: 200, contentType: plain, body: formatSignature(await signCheckpoint(answer.text, signer, at)) }
}

/** Origins may hold any character; a file name may not. */
function headName(origin: string): string {
  return `head-${createHash('sha256').update(origin).digest('hex').slice(0, 32)}`
}

function refused(status: number): WitnessReply {
  return { status, contentType: plain, body: `${refusals[status]}\n` }
}
