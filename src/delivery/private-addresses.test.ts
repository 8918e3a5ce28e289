import assert from 'node:assert/strict'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { after, before, test } from 'node:test'
import { webhookChannel } from './channels/webhook.ts'
import { DeliveryError, type Delivery, type Message } from './delivery.ts'
import { isPublicAddress } from './public-address.ts'

const text = { ja: '', en: '' }
const message: Message = { subject: text, text, note: text, path: '/', payload: '{}' }
const delivery: Delivery = {
  id: 'x',
  occasion: 'x',
  subjectId: 'x',
  channel: 'webhook',
  recipient: Buffer.alloc(16),
  messageId: 'x',
  attempts: 1,
}

// Addresses that a name may be made to mean, and forms in which a URL may write them.
const addresses = [
  '127.0.0.1',
  '127.1.2.3',
  '127.255.255.254',
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.254',
  '192.168.0.1',
  '192.168.255.254',
  '169.254.169.254',
  '169.254.170.2',
  '169.254.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.1',

  '192.0.0.192',
  '192.0.2.1',
  '198.18.0.1',
  '198.19.255.254',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '192.88.99.1',

  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:169.254.169.254',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '::7f00:1',
  '::ffff:0:7f00:1',

  '64:ff9b::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::7f00:1',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '2002:0a00:0001::',
  '2001:0:7f00:1::',

  '2001:0000:4136:e378:8000:63bf:3fff:fdd2',
  'fe80::1',
  'fe80::1%lo',
  'febf::1',
  'fec0::1',
  'fc00::1',
  'fd00::1',
  'fd00:ec2::254',
  'ff02::1',
  'ff05::1:3',
  '100::1',
  '2001:db8::1',
  '2001:2::1',
  '2001:10::1',
  '2001:20::1',
  '3fff::1',
  '5f00::1',
  '1::1',
  '4000::1',
  '8000::1',
]

const hosts = [
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.1',
  '127.0.1',
  '0',
  '0x0',
  '00000000',

  '2852039166',
  '0xa9fea9fe',
  '0xa9.0xfe.0xa9.0xfe',
  '0251.0376.0251.0376',
  '169.254.43518',
  '169.16689662',
  '167772161',
  '0xa000001',
  '012.0.0.1',
  '3232235521',
  '0xc0a80001',
  '0300.0250.0.1',
  '192.168.1',
  '192.11010049',
  '2886729729',
  '0xac100001',
  '1684300901',
  '１２７.０.０.１',
  '127。0。0。1',
  '127．0．0．1',
  '①②⑦.0.0.1',
  '%31%32%37.0.0.1',
  '127.0.0.1.',
  '%6c%6f%63alhost',
  'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ip6-localhost',
  'metadata',
  'metadata.',
  'intranet',

  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[0000::0001]',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '[fc00::1]',
  '[ff02::1]',
  '[fec0::1]',
]

const forms = [
  ...hosts.flatMap((host) => [`http://${host}:PORT/`, `https://${host}/`]),

  'https://user:pass@hooks.example.jp/',
  'https://hooks.example.jp@127.0.0.1/',
  'https://127.0.0.1#@hooks.example.jp/',
  'https://127.0.0.1\\@hooks.example.jp/',

  'https:127.0.0.1',
  'https:/127.0.0.1',
  '//127.0.0.1/',
  'http:\\\\127.0.0.1:PORT\\',
  'ht\ntp://127.0.0.1:PORT/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/_x',

  'ftp://127.0.0.1:PORT/',
  'dict://127.0.0.1:PORT/',
  'data:text/plain,x',
  'javascript:alert(1)',
  'unix:/var/run/docker.sock',
  'http+unix://%2Fvar%2Frun/',
  '',

  'https://hooks.example.jp:22/',
  'https://hooks.example.jp:6379/',
  'https://hooks.example.jp:0/',
  'https://hooks.example.jp:PORT/',
  'http://hooks.example.jp/',
]

let listeners: Server[]
let connections = 0
let port: number

before(async () => {
  listeners = [createServer(), createServer()]
  const [first = createServer(), second = createServer()] = listeners
  for (const listener of listeners)
    listener.on('connection', (socket) => {
      connections++
      socket.destroy()
    })
  await new Promise<void>((resolve) => void first.listen(0, '0.0.0.0', resolve))
  port = (first.address() as AddressInfo).port
  await new Promise<void>((resolve) => void second.listen({ port, host: '::1' }, resolve).once('error', () => resolve()))
})
after(() => {
  for (const listener of listeners) listener.close()
})

async function send(url: string, resolveName?: (name: string) => Promise<readonly string[]>): Promise<string> {
  const channel = webhookChannel({
    rules: { hosts: [], allowPrivate: false },
    targetOf: () => Promise.resolve({ url, secrets: [] }),
    nowSeconds: () => 0,
    timeoutMs: 500,
    ...(resolveName === undefined ? {} : { resolveName }),
  })
  try {
    await channel.send(delivery, message, new AbortController().signal)
    return 'sent'
  } catch (error) {
    assert.ok(error instanceof DeliveryError)
    return error.failure
  } finally {
    await channel.close()
  }
}

test('no form of a URL, and no address behind a name, makes a webhook connect to a private address', async () => {
  // Both listeners do hear of a connection.
  await new Promise<void>((resolve) => void connect(port, '127.0.0.1').once('close', () => resolve()))
  assert.equal(connections, 1)
  const refused = /^(?:NOT_AN_ADDRESS|NOT_HTTPS|HAS_CREDENTIALS|HOST_IS_AN_ADDRESS|PORT_NOT_ALLOWED)$/
  for (const form of forms) assert.match(await send(form.replaceAll('PORT', String(port))), refused, form)
  for (const address of addresses) {
    assert.equal(await send('https://hooks.example.jp:8443/', () => Promise.resolve([address])), 'ADDRESS_NOT_PUBLIC', address)
    // Beside a public one, too.
    assert.equal(await send('https://hooks.example.jp/', () => Promise.resolve(['198.41.0.4', address])), 'ADDRESS_NOT_PUBLIC', address)
  }
  assert.equal(connections, 1)
  assert.ok(forms.length + addresses.length >= 150, String(forms.length + addresses.length))
})

test('isPublicAddress() lets addresses of the public internet through', () => {
  for (const address of ['198.41.0.4', '1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '2001:4860:4860::8888', '240e::1'])
    assert.equal(isPublicAddress(address), true, address)
})
