import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { sampleParties } from '../../test/support/sample-receipt.ts'
import { isQuorum, parsePolicy } from './policy.ts'
import { openSigner } from './signer.ts'
import { formatVerifierKey, type SignatureType } from './verifier-key.ts'

async function keyText(name: string, type: SignatureType, seed: number): Promise<string> {
  return formatVerifierKey((await openSigner(name, type, new Uint8Array(32).fill(seed))).key)
}

const log = await keyText('log.example', 'ed25519', 1)
const logAsWitness = await keyText('log.example', 'ed25519-cosignature', 1)
const [a, b, c, d, e, f] = (await Promise.all(
  [2, 3, 4, 5, 6, 7].map(async (seed) => await keyText(`w${seed}.example`, 'ed25519-cosignature', seed)),
)) as [string, string, string, string, string, string]
const sameKeyAsA = await keyText('impostor.example', 'ed25519-cosignature', 2)

// The example of C2SP tlog-policy, with keys.
const example = `log ${log}

witness X1 ${a}
witness X2 ${b}
witness X3 ${c}
group X-witnesses 2 X1 X2 X3

witness Y1 ${d}
witness Y2 ${e}
witness Y3 ${f}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
`

test('parsePolicy() reads the example of C2SP tlog-policy', () => {
  const policy = parsePolicy(example)
  assert.deepEqual(
    policy.logs.map(({ key, url }) => [formatVerifierKey(key), url]),
    [[log, null]],
  )
  assert.deepEqual(
    policy.witnesses.map(({ name }) => name),
    ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3'],
  )
  assert.deepEqual(policy.groups, [
    { name: 'X-witnesses', threshold: 2, members: ['X1', 'X2', 'X3'] },
    { name: 'Y-witnesses', threshold: 1, members: ['Y1', 'Y2', 'Y3'] },
    { name: 'X-and-Y', threshold: 2, members: ['X-witnesses', 'Y-witnesses'] },
  ])
  assert.equal(policy.quorum, 'X-and-Y')
})

test('isQuorum() counts k of n through groups of groups, for every set of witnesses', () => {
  const policy = parsePolicy(example)
  const names = ['X1', 'X2', 'X3', 'Y1', 'Y2', 'Y3']
  for (let set = 0; set < 64; set++) {
    const signed = names.filter((_, at) => (set >> at) & 1)
    const count = (letter: string) => signed.filter((name) => name.startsWith(letter)).length
    assert.equal(isQuorum(policy, new Set(signed)), count('X') >= 2 && count('Y') >= 1, signed.join())
  }
})

test('isQuorum() is never met without a quorum, and by nobody whom the policy does not name', () => {
  assert.equal(isQuorum(parsePolicy(`witness w ${a}\nquorum none\n`), new Set(['w', 'none'])), false)
  assert.equal(isQuorum(parsePolicy(`witness w ${a}\nquorum w\n`), new Set(['W', 'w ', 'x'])), false)
  assert.equal(isQuorum(parsePolicy(`witness w ${a}\nquorum w\n`), new Set(['w'])), true)
})

test('parsePolicy() takes blanks, comments, addresses, keywords as names and keys of ML-DSA-44', async () => {
  const { policy } = await sampleParties()
  assert.equal(policy.logs[1]?.key.type, 'ml-dsa-44')
  assert.equal(policy.logs[0]?.url, 'https://log.example/')
  const spaced = parsePolicy(`\n# comment\n\t # another\n\twitness \t w1  ${a}   https://w1.example/  \n\n  quorum\tw1`)
  assert.deepEqual([spaced.quorum, spaced.witnesses[0]?.url], ['w1', 'https://w1.example/'])
  assert.equal(parsePolicy(`witness all ${a}\nwitness any ${b}\ngroup group 2 all any\nquorum group`).groups[0]?.threshold, 2)
  // U+212A, the sign of kelvin, is another name than the letter.
  assert.equal(parsePolicy(`witness K ${a}\nwitness \u212a ${b}\nquorum \u212a`).quorum, '\u212a')
  assert.equal(parsePolicy('quorum none').quorum, null)
})

test('parsePolicy() takes at least 32 logs, witnesses and groups', async () => {
  const numbers = Array.from({ length: 32 }, (_, at) => at)
  const logs = await Promise.all(numbers.map(async (at) => `log ${await keyText(`log${at}.example`, 'ed25519', 100 + at)}`))
  const witnesses = await Promise.all(
    numbers.map(async (at) => `witness w${at} ${await keyText('w.example', 'ed25519-cosignature', 200 + at)}`),
  )
  const groups = numbers.map((at) => `group g${at} any ${at === 0 ? '' : `g${at - 1} `}w${at}`)
  const policy = parsePolicy([...logs, ...witnesses, ...groups, 'quorum g31'].join('\n'))
  assert.equal(isQuorum(policy, new Set(['w0'])), true)
})

const refused: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'POLICY_MALFORMED'],
  ['no quorum', `witness w ${a}\n`, 'POLICY_MALFORMED'],
  ['two quorums', `witness w ${a}\nquorum w\nquorum w\n`, 'POLICY_MALFORMED'],
  ['a quorum without name', 'quorum\n', 'POLICY_MALFORMED'],
  ['a quorum of two names', `witness w ${a}\nquorum w w\n`, 'POLICY_MALFORMED'],
  ['a quorum that is not defined', 'quorum w\n', 'POLICY_MALFORMED'],
  ['a quorum before its witness', `quorum w\nwitness w ${a}\n`, 'POLICY_MALFORMED'],
  ['an unknown keyword', 'quibble w\nquorum none\n', 'POLICY_MALFORMED'],
  ['a keyword in capitals', `WITNESS w ${a}\nquorum none\n`, 'POLICY_MALFORMED'],
  ['a comment behind a line', `witness w ${a} https://w.example/ # comment\nquorum w\n`, 'POLICY_MALFORMED'],
  ['CRLF', 'quorum none\r\n', 'POLICY_MALFORMED'],
  ['a control character', 'quorum none\n\u0001', 'POLICY_MALFORMED'],
  ['a no-break space between words', `witness\u00a0w ${a}\nquorum none\n`, 'POLICY_MALFORMED'],
  ['a log without key', 'log\nquorum none\n', 'POLICY_MALFORMED'],
  ['a log with a malformed key', 'log garbage\nquorum none\n', 'KEY_MALFORMED'],
  ['a log with a key of a witness', `log ${a}\nquorum none\n`, 'POLICY_KEY_REFUSED'],
  ['a log twice', `log ${log}\nlog ${log} https://log.example/\nquorum none\n`, 'POLICY_KEY_REFUSED'],
  ['a witness without key', 'witness w\nquorum none\n', 'POLICY_MALFORMED'],
  ['a witness with a plain key', `witness w ${log}\nquorum w\n`, 'POLICY_KEY_REFUSED'],
  ['a witness with the key of another', `witness v ${a}\nwitness w ${sameKeyAsA}\nquorum w\n`, 'POLICY_KEY_REFUSED'],
  ['a log that is its own witness', `log ${log}\nwitness w ${logAsWitness}\nquorum w\n`, 'POLICY_KEY_REFUSED'],
  ['a witness called none', `witness none ${a}\nquorum none\n`, 'POLICY_NAME_REFUSED'],
  ['two witnesses of one name', `witness w ${a}\nwitness w ${b}\nquorum w\n`, 'POLICY_NAME_REFUSED'],
  ['a group with the name of its witness', `witness w ${a}\ngroup w any w\nquorum w\n`, 'POLICY_NAME_REFUSED'],
  ['a group within itself', `group g any g\nquorum g\n`, 'POLICY_NAME_REFUSED'],
  ['a group called none', `witness w ${a}\ngroup none any w\nquorum none\n`, 'POLICY_NAME_REFUSED'],
  ['a group without members', `witness w ${a}\ngroup g 1\nquorum w\n`, 'POLICY_MALFORMED'],
  ['a threshold of zero', `witness w ${a}\ngroup g 0 w\nquorum g\n`, 'POLICY_MALFORMED'],
  ['a negative threshold', `witness w ${a}\ngroup g -1 w\nquorum g\n`, 'POLICY_MALFORMED'],
  ['a threshold beyond the members', `witness w ${a}\ngroup g 2 w\nquorum g\n`, 'POLICY_MALFORMED'],
  ['a threshold with a leading zero', `witness w ${a}\ngroup g 01 w\nquorum g\n`, 'POLICY_MALFORMED'],
  ['a threshold that is no number', `witness w ${a}\ngroup g most w\nquorum g\n`, 'POLICY_MALFORMED'],
  ['an unknown member', `witness w ${a}\ngroup g any x\nquorum g\n`, 'POLICY_NAME_REFUSED'],
  ['a member called none', `witness w ${a}\ngroup g any none w\nquorum g\n`, 'POLICY_NAME_REFUSED'],
  ['a member twice in a group', `witness w ${a}\ngroup g all w w\nquorum g\n`, 'POLICY_NAME_REFUSED'],
  ['a member of two groups', `witness v ${a}\nwitness w ${b}\ngroup g any v w\ngroup h any v\nquorum g\n`, 'POLICY_NAME_REFUSED'],
  ['more than 256 KiB', `#${'x'.repeat(256 * 1024)}\nquorum none\n`, 'POLICY_MALFORMED'],
]
for (const [what, text, code] of refused) {
  test(`parsePolicy() refuses ${what}`, () => {
    assert.throws(() => parsePolicy(text), { code })
  })
}

test('parsePolicy() answers any text with a policy or a coded error', () => {
  const words = fc.constantFrom(
    'log',
    'witness',
    'group',
    'quorum',
    'none',
    'any',
    'all',
    '1',
    '2',
    'w',
    'g',
    '#',
    '\n',
    ' ',
    '\t',
    log,
    a,
    b,
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (parts) => {
      try {
        parsePolicy(parts.join(' '))
      } catch (error) {
        assert.match(String((error as { code?: unknown }).code), /^(POLICY|KEY)_/)
      }
    }),
  )
})
