import { LogError } from './log-error.ts'
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts'

/** A log that is believed. A log with two keys stands there twice, and either signature suffices. */
export type PolicyLog = { readonly key: VerifierKey; readonly url: string | null }

/** A witness that may count. */
export type PolicyWitness = { readonly name: string; readonly key: VerifierKey; readonly url: string | null }

/** Several witnesses or groups, of which `threshold` must have cosigned. */
type PolicyGroup = { readonly name: string; readonly threshold: number; readonly members: readonly string[] }

/** Whom to believe about a log: C2SP tlog-policy. */
export type Policy = {
  readonly logs: readonly PolicyLog[]
  readonly witnesses: readonly PolicyWitness[]
  readonly groups: readonly PolicyGroup[]
  /** Name of the witness or group whose cosignature makes a checkpoint a witnessed one; null for `none`. */
  readonly quorum: string | null
}

const longestPolicy = 256 * 1024
const mostOfEach = 64
const noQuorum = 'none'

/**
 * Returns the policy that `text` writes.
 *
 * @throws {LogError} `POLICY_MALFORMED` for a line of another form, a threshold that nobody or everybody meets, or a quorum that is missing,
 *   stated twice or not defined before; `POLICY_NAME_REFUSED` for a name that is reserved, taken, unknown or used twice as a member;
 *   `POLICY_KEY_REFUSED` for a key that occurs twice or is of a type that its holder cannot use; and as `parseVerifierKey`.
 */
export function parsePolicy(text: string): Policy {
  if (text.length > longestPolicy || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) {
    throw new LogError('POLICY_MALFORMED', `Cannot read policy: expected at most ${longestPolicy} characters without control characters`)
  }
  const reader = new PolicyReader()
  for (const line of text.split('\n')) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    if (words[0] !== undefined && !words[0].startsWith('#')) reader.read(words)
  }
  return reader.policy()
}

/** Reads a policy line by line; a name must be defined before it is used, which also rules out circles. */
class PolicyReader {
  readonly #logs: PolicyLog[] = []
  readonly #witnesses: PolicyWitness[] = []
  readonly #groups: PolicyGroup[] = []
  readonly #names = new Set<string>()
  readonly #members = new Set<string>()
  readonly #publicKeys = new Set<string>()
  #quorum: string | undefined

  read([keyword, ...words]: readonly string[]): void {
    if (keyword === 'log' && isBetween(words, 1, 2)) return this.#log(words)
    if (keyword === 'witness' && isBetween(words, 2, 3)) return this.#witness(words)
    if (keyword === 'group' && isBetween(words, 3, mostOfEach + 2)) return this.#group(words)
    if (keyword === 'quorum' && isBetween(words, 1, 1)) return this.#readQuorum(words)
    throw malformed(`a line begins with "${keyword?.slice(0, 20)}" and has ${words.length} more words`)
  }

  policy(): Policy {
    if (this.#quorum === undefined) throw malformed('it states no quorum')
    if ([this.#logs, this.#witnesses, this.#groups].some((list) => list.length > mostOfEach))
      throw malformed(`more than ${mostOfEach} of a kind`)
    const quorum = this.#quorum === noQuorum ? null : this.#quorum
    return { logs: this.#logs, witnesses: this.#witnesses, groups: this.#groups, quorum }
  }

  #log([text = '', url = null]: readonly (string | null)[]): void {
    const key = this.#key(text, 'ed25519')
    this.#logs.push({ key, url })
  }

  #witness([name, text = '', url = null]: readonly (string | null)[]): void {
    this.#witnesses.push({ name: this.#define(name), key: this.#key(text, 'ed25519-cosignature'), url })
  }

  #group([name, threshold, ...members]: readonly string[]): void {
    for (const member of members) this.#enlist(member)
    this.#groups.push({ name: this.#define(name), threshold: readThreshold(threshold, members.length), members })
  }

  #readQuorum([name = '']: readonly string[]): void {
    if (this.#quorum !== undefined) throw malformed('it states two quorums')
    if (name !== noQuorum && !this.#names.has(name)) throw malformed('its quorum is not defined before')
    this.#quorum = name
  }

  #define(name: string | null | undefined): string {
    if (name === null || name === undefined || name === noQuorum || this.#names.has(name)) throw refusedName(name, 'free to take')
    this.#names.add(name)
    return name
  }

  // Each is a member once, so that a witness counts in one way and judging a quorum takes one look at each.
  #enlist(member: string): void {
    if (!this.#names.has(member) || this.#members.has(member)) throw refusedName(member, 'defined before and in no other group')
    this.#members.add(member)
  }

  // One public key under two names would let one holder count twice, and a log be its own witness.
  #key(text: string | null, classical: 'ed25519' | 'ed25519-cosignature'): VerifierKey {
    const key = parseVerifierKey(text ?? '')
    const publicKey = key.publicKey.toHex()
    if ((key.type !== classical && key.type !== 'ml-dsa-44') || this.#publicKeys.has(publicKey)) {
      throw new LogError('POLICY_KEY_REFUSED', `Cannot use the key of ${key.name}: expected another ${classical} or ml-dsa-44 key`)
    }
    this.#publicKeys.add(publicKey)
    return key
  }
}

function readThreshold(text: string | undefined, members: number): number {
  if (text === 'all') return members
  if (text === 'any') return 1
  const threshold = /^[1-9]\d?$/.test(text ?? '') ? Number(text) : 0
  if (threshold < 1 || threshold > members) throw malformed(`a threshold is not between 1 and ${members}`)
  return threshold
}

function isBetween(words: readonly string[], least: number, most: number): boolean {
  return words.length >= least && words.length <= most
}

/**
 * Tells whether the quorum of `policy` is met if exactly `witnesses` have cosigned. Without a quorum it never is: nobody but the log vouches.
 *
 * @param witnesses Names as the policy gives them.
 */
export function isQuorum(policy: Policy, witnesses: ReadonlySet<string>): boolean {
  return policy.quorum !== null && hasCosigned(policy, policy.quorum, witnesses)
}

function hasCosigned(policy: Policy, name: string, witnesses: ReadonlySet<string>): boolean {
  const group = policy.groups.find((one) => one.name === name)
  if (group === undefined) return witnesses.has(name)
  return group.members.filter((member) => hasCosigned(policy, member, witnesses)).length >= group.threshold
}

function malformed(problem: string): LogError {
  return new LogError('POLICY_MALFORMED', `Cannot read policy: ${problem}`)
}

function refusedName(name: string | null | undefined, expectation: string): LogError {
  return new LogError('POLICY_NAME_REFUSED', `Cannot use the name "${name?.slice(0, 60)}": expected one ${expectation}`)
}
