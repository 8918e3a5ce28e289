import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, before, test } from 'node:test'
import { inspect } from 'node:util'
import { isLoopback, readConfig, settings } from './config.ts'

let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nrs-'))
})

after(() => rm(folder, { recursive: true, force: true }))

test('readConfig() of an empty environment is the documented default', () => {
  const config = readConfig({})
  assert.deepEqual(
    [config.port, config.host, config.publicOrigin, config.data, config.demo, config.tickSeconds, config.databaseUrl, config.proxies],
    [8080, 'localhost', 'http://localhost:8080', resolve('data'), false, 60, null, []],
  )
  assert.equal(readConfig({ NOROSHI_DEMO: '1' }).tickSeconds, 1)
  assert.equal(readConfig({ NOROSHI_DEMO: '1', NOROSHI_RELEASE_TICK_SECONDS: '7' }).tickSeconds, 7)
  assert.equal(readConfig({ NOROSHI_PORT: '9000' }).publicOrigin, 'http://localhost:9000')
})

test('readConfig() takes an empty variable for one that is not set, and ignores what is not its own', () => {
  assert.equal(readConfig({ NOROSHI_PORT: '', PATH: '/bin', HOME: '/' }).port, 8080)
  assert.equal(readConfig({ NOROSHI_URL: 'http://localhost', NOROSHI_TOKEN: 'x', NOROSHI_PASSPHRASE_FILE: '/nowhere' }).port, 8080)
})

test('readConfig() reads any variable from a file', async () => {
  const file = join(folder, 'url')
  await writeFile(file, 'postgresql://a:hunter2@localhost/b\n')
  const config = readConfig({ DATABASE_URL_FILE: file })
  assert.equal(config.databaseUrl?.reveal(), 'postgresql://a:hunter2@localhost/b')
  assert.doesNotMatch(inspect(config, { depth: 9 }) + JSON.stringify(config), /hunter2/)
  for (const { name } of Object.values(settings()))
    assert.throws(() => readConfig({ [`${name}_FILE`]: join(folder, 'absent') }), { code: 'SETTING_FILE_UNREADABLE' }, name)
  assert.throws(() => readConfig({ DATABASE_URL_FILE: file, DATABASE_URL: 'postgresql://c@localhost/d' }), {
    code: 'SETTING_TWICE',
    message: /both DATABASE_URL and DATABASE_URL_FILE are set/,
  })
})

test('readConfig() refuses unknown names and says which there are', () => {
  for (const name of ['NOROSHI_PROT', 'NOROSHI_', 'NOROSHI_PORT_FILE_FILE', 'NOROSHI_port'])
    assert.throws(
      () => readConfig({ [name]: '1' }),
      { code: 'SETTING_UNKNOWN', message: /is unknown, expected one of .*NOROSHI_PORT, / },
      name,
    )
})

test('readConfig() refuses values out of range in one sentence, and repeats no secret', () => {
  const refused: readonly (readonly [name: string, value: string])[] = [
    ...['0', '65536', '80x', '-1', '1e3', '８０８０', ' 80'].map((value) => ['NOROSHI_PORT', value] as const),
    ...['two words', 'a/b', 'user@host'].map((value) => ['NOROSHI_HOST', value] as const),
    ...['localhost', 'http://localhost/', 'http://localhost/path', 'ftp://a', 'javascript:1'].map(
      (value) => ['NOROSHI_ORIGIN', value] as const,
    ),
    ...['yes', 'true', '2'].map((value) => ['NOROSHI_DEMO', value] as const),
    ...['0', '3601'].map((value) => ['NOROSHI_RELEASE_TICK_SECONDS', value] as const),
    ...['smtp://', 'http://mail', 'smtp://mail/path', 'smtp://mail?x=1', 'mail:25'].map((value) => ['NOROSHI_SMTP_URL', value] as const),
    ...['Noroshi <a@b.example>', 'a@b.example, c@d.example', 'a b@c.example', 'a'].map((value) => ['NOROSHI_MAIL_FROM', value] as const),
    ...['http://log', 'unix:relative', 'unix:'].map((value) => ['NOROSHI_LOG_URL', value] as const),
    ...['proxy.example', '10.0.0.1,', 'all'].map((value) => ['NOROSHI_PROXIES', value] as const),
    ['DATABASE_URL', 'mysql://root:hunter2@localhost/x'],
    ['DATABASE_URL', 'hunter2'],
    ['NOROSHI_METRICS_TOKEN', 'hunter2'],
  ]
  for (const [name, value] of refused)
    assert.throws(
      () => readConfig({ [name]: value }),
      (error: Error & { code: string }) => {
        assert.equal(error.code, 'SETTING_INVALID')
        assert.match(error.message, new RegExp(`^Cannot start: ${name} is ".*", expected [^\\n]+$`))
        assert.doesNotMatch(error.message, /hunter2/)
        return true
      },
      `${name}=${value}`,
    )
})

test('readConfig() keeps the demonstration on this machine', () => {
  for (const host of ['0.0.0.0', '::', '192.0.2.1', 'noroshi.example', 'localhost.example'])
    assert.throws(() => readConfig({ NOROSHI_DEMO: '1', NOROSHI_HOST: host }), { code: 'SETTING_INVALID' }, host)
  for (const host of ['localhost', '127.0.0.1', '::1']) assert.equal(readConfig({ NOROSHI_DEMO: '1', NOROSHI_HOST: host }).host, host)
  assert.equal(isLoopback('127.0.0.1.example'), false)
})
