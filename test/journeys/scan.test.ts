import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { runCommand } from '#cli/run-command.ts'
import { scanCommand } from '#scan/scan-command.ts'

const warning = '0d9f3a46-2c1e-4c55-9d0a-7b6f5e4d3c2b'
const head = '\uFEFFtype,value,role,advice,confidence,valid_from,valid_until,tlp,stix_pattern,warning\r\n'
const row = (type: string, value: string, advice: string, until = '2999-01-01'): string =>
  `${type},${value},,${advice},unconfirmed,2026-11-01,${until},TLP:GREEN,pattern,${warning}\r\n`
const list =
  head +
  row('domain', 'evil.example', 'block') +
  row('ipv4', '198.51.100.7', 'monitor') +
  row('domain', 'over.example', 'block', '2026-11-02')
const log = 'first line\nGET https://evil.example/ 200\nover.example\nfrom 198.51.100.7\n'

let folder: string
let listFile: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noroshi-scan-'))
  listFile = await keep('list.csv', list)
})

after(() => rm(folder, { recursive: true }))

async function keep(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

type Run = { readonly code: number; readonly output: string; readonly said: string }

async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  const [output, said]: [string[], string[]] = [[], []]
  const terminal = {
    environment: { NOROSHI_URL: 'http://127.0.0.1:9', XDG_CACHE_HOME: join(folder, 'cache'), LANG: 'en_US.UTF-8', ...environment },
    print: (text: string): void => void output.push(text),
    say: (text: string): void => void said.push(text),
    signal: new AbortController().signal,
  }
  const code = await runCommand(['scan', ...args], [scanCommand], terminal)
  return { code, output: output.join('\n'), said: said.join('\n') }
}

function places(output: string): readonly string[] {
  const lines = output === '' ? [] : output.split('\n').map((line) => JSON.parse(line) as { line: number; indicator: { value: string } })
  return lines.map(({ line, indicator }) => `${line} ${indicator.value}`)
}

test('noroshi scan tells line, indicator, warning and what to do, of what counts today', async () => {
  const path = await keep('plain.log', log)
  const { code, output, said } = await run([path, '--indicators', listFile])
  assert.equal(code, 0)
  assert.equal(
    output,
    [
      `${path}:2: evil.example (domain, block, unconfirmed)`,
      '  GET https://evil.example/ 200',
      '  → Consider blocking it and isolating the machine, and follow the warning.',
      `  → Warning: http://127.0.0.1:9/p/warnings/${warning}`,
      `${path}:4: 198.51.100.7 (ipv4, monitor, unconfirmed)`,
      '  from 198.51.100.7',
      '  → Unconfirmed: do not block it on this alone; look into this machine and its traffic.',
      `  → Warning: http://127.0.0.1:9/p/warnings/${warning}`,
    ].join('\n'),
  )
  assert.match(said, /4 lines, 2 found/)
})

test('noroshi scan finds the same in a log that is packed, or in UTF-16', async () => {
  const forms: Readonly<Record<string, string | Uint8Array>> = {
    'log.gz': gzipSync(log),
    'twice.gz': Buffer.concat([gzipSync(log.slice(0, 30)), gzipSync(log.slice(30))]),
    'log.zst': zstdCompressSync(log),
    'utf16.log': Buffer.from(`\uFEFF${log.replaceAll('\n', '\r\n')}`, 'utf16le'),
    'utf16.gz': gzipSync(Buffer.from(`\uFEFF${log}`, 'utf16le')),
    'no-end.log': log.trimEnd(),
  }
  for (const [name, content] of Object.entries(forms)) {
    const { code, output } = await run([await keep(name, content), '--indicators', listFile, '--json'])
    assert.equal(code, 0, name)
    assert.deepEqual(places(output), ['2 evil.example', '4 198.51.100.7'], name)
  }
})

test('noroshi scan numbers the lines of a log that is longer than what is read at once', async () => {
  const filler = `${'x'.repeat(99)}\n`.repeat(30_000)
  const { output } = await run([await keep('long.log', filler + log + filler + log), '--indicators', listFile, '--json'])
  assert.deepEqual(places(output), ['30002 evil.example', '30004 198.51.100.7', '60006 evil.example', '60008 198.51.100.7'])
})

test('noroshi scan prints a table with the levels of SARIF, and exits with 1 where that is asked for', async () => {
  const path = await keep('table.log', log)
  const { code, output } = await run([path, '--indicators', listFile, '--format', 'table', '--exit-code'])
  assert.equal(code, 1)
  const rows = output.split('\n').map((line) => line.split('\t'))
  assert.deepEqual(rows[0], ['file', 'line', 'level', 'rule', 'value', 'advice', 'warning', 'text'])
  assert.deepEqual(rows[1], [path, '2', 'error', 'domain', 'evil.example', 'block', warning, 'GET https://evil.example/ 200'])
  assert.equal(rows[2]?.[2], 'warning')
})

test('noroshi scan takes any list of indicators, and several', async () => {
  const path = await keep('any.log', 'x evil.example\ny evil2.example\n')
  const text = await keep('text.txt', 'hxxp evil[.]example')
  const event = {
    Event: { info: 'x', Attribute: [{ type: 'domain', category: 'Network activity', value: 'evil2.example', to_ids: true }] },
  }
  const misp = await keep('event.json', JSON.stringify(event))
  const { output } = await run([path, '--indicators', text, '--indicators', misp, '--json'])
  assert.deepEqual(places(output), ['1 evil.example', '2 evil2.example'])
})

test('noroshi scan says in one sentence what it cannot read', async () => {
  const cut = gzipSync(log.repeat(1000)).subarray(0, 100)
  const refusals: readonly (readonly [readonly string[], number, RegExp])[] = [
    [[join(folder, 'absent.log'), '--indicators', listFile], 1, /Cannot read .*absent\.log: there is no such file/],
    [[folder, '--indicators', listFile], 1, /it is a folder, expected a file/],
    [[await keep('cut.gz', cut), '--indicators', listFile], 1, /Cannot read .*cut\.gz: unexpected end of file/],
    [[listFile, '--indicators', join(folder, 'absent.csv')], 3, /absent\.csv: expected a file that is there and may be read/],
    [[listFile, '--indicators', await keep('empty.json', '{}')], 3, /neither a MISP event nor a STIX bundle/],
    [[listFile, '--format', 'pdf'], 2, /--format is "pdf", expected one of: text, table/],
  ]
  for (const [args, expected, sentence] of refusals) {
    const { code, said } = await run(args)
    assert.match(said, sentence)
    assert.equal(code, expected, said)
  }
})

test('noroshi scan asks the server for its list only if that has changed, and goes on without it', async () => {
  const asked: (string | undefined)[] = []
  let content = list
  const server = createServer((request, response) => {
    asked.push(request.headers['if-none-match'])
    const version = `"${content.length}"`
    if (request.headers['if-none-match'] === version) response.writeHead(304).end()
    else response.writeHead(200, { etag: version }).end(content)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const environment = {
    NOROSHI_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    XDG_CACHE_HOME: join(folder, 'own-cache'),
  }
  const path = await keep('served.log', log)
  const scan = async () => places((await run([path, '--json'], environment)).output)
  try {
    assert.deepEqual(await scan(), ['2 evil.example', '4 198.51.100.7'])
    assert.deepEqual(await scan(), ['2 evil.example', '4 198.51.100.7'])
    content = head + row('ipv4', '198.51.100.7', 'monitor')
    assert.deepEqual(await scan(), ['4 198.51.100.7'])
    assert.deepEqual(asked, [undefined, `"${list.length}"`, `"${list.length}"`])
  } finally {
    server.close()
    server.closeAllConnections()
  }
  const { said, output } = await run([path, '--json'], environment)
  assert.deepEqual(places(output), ['4 198.51.100.7'])
  assert.match(said, /using the list that was fetched last/)
  assert.equal((await run([path, '--json'], { ...environment, NOROSHI_TOKEN: 'another' })).code, 1, 'another reader may read another list')
})

test('nothing of a log is sent anywhere', async () => {
  const path = await keep('private.log', log)
  const before = await readFile(path)
  const { code } = await run([path, '--indicators', listFile], { NOROSHI_URL: 'http://127.0.0.1:9' })
  assert.equal(code, 0, 'with a list from a file, no server is asked for anything')
  assert.deepEqual(await readFile(path), before)
})
