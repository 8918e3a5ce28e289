import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import { after, before, test } from 'node:test'
import { publicNameAddresses, type NameAddresses } from './name-addresses.ts'

const [typeA, typeAaaa] = [1, 28]

/** Addresses by name; a name that is missing does not exist, one that begins with `slow` is never answered. */
const zone: Readonly<Record<string, readonly string[]>> = {
  'both.example.jp': ['198.41.0.4', '10.0.0.1', '2606:4700:4700::1111'],
  'four.example.jp': ['198.41.0.4'],
}

let server: Socket
let find: NameAddresses
let unanswered = 0

before(async () => {
  server = createSocket('udp4')
  server.on('message', (query, { port, address }) => {
    const { name, type, end } = questionOf(query)
    if (name.startsWith('slow')) unanswered++
    else
      server.send(
        answerTo(
          query.subarray(0, end),
          zone[name]?.filter((one) => one.includes(':') === (type === typeAaaa)),
        ),
        port,
        address,
      )
  })
  await new Promise<void>((resolve) => void server.bind(0, '127.0.0.1', resolve))
  find = publicNameAddresses([`127.0.0.1:${server.address().port}`])
})

after(() => void server.close())

function questionOf(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

/** Answers the question of a query (RFC 1035, section 4.1); NXDOMAIN where `addresses` is absent. */
function answerTo(question: Buffer, addresses: readonly string[] | undefined): Buffer {
  const head = Buffer.from(question)
  head.writeUInt16BE(addresses === undefined ? 0x8183 : 0x8180, 2)
  head.writeUInt16BE(addresses?.length ?? 0, 6)
  head.writeUInt32BE(0, 8)
  return Buffer.concat([head, ...(addresses ?? []).map(recordOf)])
}

function recordOf(address: string): Buffer {
  const bytes = address.includes(':') ? sixteenBytes(address) : Buffer.from(address.split('.').map(Number))
  const head = Buffer.alloc(12)
  // The name is that of the question.
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(bytes.length === 4 ? typeA : typeAaaa, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(bytes.length, 10)
  return Buffer.concat([head, bytes])
}

function sixteenBytes(address: string): Buffer {
  const [left = [], right = []] = address.split('::').map((half) => half.split(':').filter((group) => group !== ''))
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right]
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

test('publicNameAddresses() finds all addresses of both kinds, and none of a name that does not exist', async () => {
  assert.deepEqual((await find('both.example.jp')).toSorted(), ['10.0.0.1', '198.41.0.4', '2606:4700:4700::1111'])
  assert.deepEqual(await find('four.example.jp'), ['198.41.0.4'])
  assert.deepEqual(await find('nobody.example.jp'), [])
})

test('publicNameAddresses() finds a name while servers of others do not answer, and fails for those', async () => {
  const slow = Array.from({ length: 20 }, (_, index) => assert.rejects(find(`slow-${index}.example.jp`), { code: 'ETIMEOUT' }))
  assert.deepEqual(await find('four.example.jp'), ['198.41.0.4'])
  await Promise.all(slow)
  assert.ok(unanswered >= 20)
})
