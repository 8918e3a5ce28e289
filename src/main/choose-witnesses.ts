import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openKeptSigner } from '#receipt/log-signer.ts'
import type { AskWitness } from '#receipt/offer-head.ts'
import { createWitness, type Witness } from '#receipt/witness.ts'
import type { Clock } from '#runtime/clock.ts'
import { postBody } from '#runtime/post-body.ts'
import { SettingError } from '#runtime/setting.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { formatVerifierKey, parseVerifierKey } from '#transparency-log/verifier-key.ts'

/** The witnesses of this installation's log. */
export type ChosenWitnesses = {
  /** Lines of a C2SP tlog-policy: witnesses, groups and quorum, with the addresses at which this process asks them. */
  readonly lines: string
  readonly ask: AskWitness
}

const none = 'quorum none\n'
const limits = { path: '/add-checkpoint', timeoutMs: 5_000, maxBytes: 64 * 1024 }

/**
 * Returns the witnesses that NOROSHI_LOG_WITNESSES names.
 *
 * @throws {SettingError} `SETTING_INVALID` unless it is the part of a policy after its logs, with an address for each witness.
 */
export function configuredWitnesses(text: string | null): ChosenWitnesses {
  const ask: AskWitness = (url, body) => postBody(url, body, limits)
  if (text === null) return { lines: none, ask }
  const lines = text.endsWith('\n') ? text : `${text}\n`
  try {
    const { logs, witnesses } = parsePolicy(lines)
    if (logs.length > 0) throw refused('no line "log": this log writes its own')
    const homeless = witnesses.find(({ url }) => url === null || !/^(https?:\/\/|unix:\/)/.test(url))
    if (homeless !== undefined) throw refused(`an address behind the key of ${homeless.name}: https://, http:// or unix:/`)
    return { lines, ask }
  } catch (error) {
    if (error instanceof LogError) throw refused(error.message)
    throw error
  }
}

/** Returns the two witnesses of the demonstration, which live in this process with a folder of their own each; both must cosign. */
export async function demoWitnesses(
  folder: string,
  logKeys: readonly string[],
  { clock, host }: { clock: Clock; host: string },
): Promise<ChosenWitnesses> {
  const witnesses = new Map<string, Witness>()
  const logs = logKeys.map(parseVerifierKey)
  for (const name of ['demo-1', 'demo-2']) {
    const own = join(folder, `witness-${name}`)
    await mkdir(own, { recursive: true, mode: 0o700 })
    const signer = await openKeptSigner(own, 'witness.json', { name: `${host}/${name}`, type: 'ed25519-cosignature' })
    witnesses.set(`demo:${name}`, createWitness({ folder: own, signer, logs, clock }))
  }
  const lines = [...witnesses].map(([url, { key }]) => `witness ${url.slice('demo:'.length)} ${formatVerifierKey(key)} ${url}`)
  return {
    lines: [...lines, 'group demo 2 demo-1 demo-2', 'quorum demo', ''].join('\n'),
    ask: async (url, body) => {
      const witness = witnesses.get(url)
      if (witness === undefined) throw new TypeError('There is no such witness')
      return await witness.addCheckpoint(Buffer.from(body, 'utf8'))
    },
  }
}

/** Returns `lines` for everybody: addresses that this machine alone can reach are left out. */
export function publishedLines(lines: string): string {
  return lines.replaceAll(/^(witness [^\n]*?) (?:demo|unix):\S*$/gm, '$1')
}

function refused(expected: string): SettingError {
  return new SettingError('SETTING_INVALID', `Cannot start: NOROSHI_LOG_WITNESSES is no list of witnesses, expected ${expected}`)
}
