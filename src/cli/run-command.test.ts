import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { SettingError } from '#runtime/setting.ts'
import { CommandError, exitCodes, type Command, type CommandContext, type Outcome } from '#runtime/command.ts'
import { ServiceError } from '#runtime/service-client.ts'
import { runCommand } from './run-command.ts'

const summary = { ja: '試す', en: 'try it' }

function command(name: string, run: (context: CommandContext) => Promise<Outcome>): Command {
  return { name, usage: 'FILE', summary, examples: [`${name} x`], options: { purpose: { type: 'string' } }, run }
}

async function run(words: readonly string[], commands: readonly Command[], environment: Readonly<Record<string, string>> = {}) {
  const printed: string[] = []
  const said: string[] = []
  const signal = new AbortController().signal
  const terminal = { environment, signal, print: (text: string) => void printed.push(text), say: (text: string) => void said.push(text) }
  return { code: await runCommand(words, commands, terminal), printed: printed.join('\n'), said: said.join('\n') }
}

function failing(thrown: unknown): Command {
  return command('fail', () => {
    throw thrown
  })
}

test('runCommand() runs the longest name that fits, with arguments, options and language', async () => {
  let seen: CommandContext | null = null
  const commands = [
    command('report', () => Promise.resolve('failed')),
    command('report open', async (context) => {
      seen = context
      return 'ok'
    }),
  ]
  const words = ['report', 'open', 'ID', '--purpose', 'triage', '--json', '--lang', 'ja']
  assert.equal((await run(words, commands, { NOROSHI_URL: 'http://localhost:9/' })).code, 0)
  assert.ok(seen)
  const { args, options, json, language, client }: CommandContext = seen
  assert.deepEqual([args, options['purpose'], json, language, client.url], [['ID'], 'triage', true, 'ja', 'http://localhost:9'])
})

test('runCommand() ends with the exit code of the outcome', async () => {
  for (const [outcome, code] of Object.entries(exitCodes) as [Outcome, number][])
    assert.equal((await run(['go'], [command('go', () => Promise.resolve(outcome))])).code, code)
})

test('runCommand() tells every failure in one sentence on standard error, with its exit code', async () => {
  const failures: readonly (readonly [unknown, number, RegExp])[] = [
    [new CommandError('validation', 'FILE_UNREADABLE', 'Cannot read x'), 3, /^Cannot read x \(FILE_UNREADABLE\)$/],
    [new CommandError('queued', 'QUEUED_OFFLINE', 'Kept'), 5, /^Kept \(QUEUED_OFFLINE\)$/],
    [new SettingError('SETTING_UNKNOWN', 'Cannot start: x'), 2, /^Cannot start: x \(SETTING_UNKNOWN\)$/],
    [new ServiceError(401, 'CREDENTIAL_REFUSED', 'No'), 4, /^No \(CREDENTIAL_REFUSED\)$/],
    [new ServiceError(403, 'NOT_PERMITTED', 'No'), 4, /^No/],
    [new ServiceError(409, 'REPORT_EXISTS', 'No'), 6, /^No/],
    [new ServiceError(422, 'X', 'No', { pointers: [{ pointer: '/body/a', detail: 'wrong' }] }), 3, /^No \(X\)\n {2}\/body\/a: wrong$/],
    [new ServiceError(0, 'SERVER_UNREACHABLE', 'Cannot reach'), 1, /^Cannot reach/],
  ]
  for (const [error, code, sentence] of failures) {
    const result = await run(['fail'], [failing(error)])
    assert.equal(result.code, code)
    assert.match(result.said, sentence)
    assert.equal(result.printed, '')
  }
})

test('runCommand() says nothing of what an unforeseen fault says, which may repeat a report', async () => {
  for (const error of [new TypeError('the turbine hall'), 'the turbine hall']) {
    const { code, said } = await run(['fail'], [failing(error)])
    assert.equal(code, 1)
    assert.doesNotMatch(said, /turbine/)
  }
})

test('runCommand() explains what it does not know, and shows help', async () => {
  const commands = [command('start', () => Promise.resolve('ok'))]
  const wrong = await run(['strat'], commands)
  assert.deepEqual([wrong.code, wrong.printed], [2, ''])
  assert.match(wrong.said, /There is no command "strat"[^]*Did you mean "start"/)
  const option = await run(['start', '--nonsense'], commands)
  assert.equal(option.code, 2)
  assert.match(option.said, /--nonsense/)
  assert.deepEqual([(await run([], commands)).code, (await run(['--help'], commands)).code], [2, 0])
  assert.match((await run(['--help'], commands)).printed, /^ {2}start FILE\n {6}try it$/m)
  const help = await run(['start', '--help'], commands)
  assert.equal(help.code, 0)
  assert.match(help.printed, /noroshi start FILE[^]*try it[^]*\.\/noroshi start x/)
  const [first] = commands
  assert.ok(first)
  const piped = await run(['start', '--help'], [{ ...first, examples: ['start', 'zcat old.gz | ./noroshi start -'] }])
  assert.ok(piped.printed.endsWith('\n  $ ./noroshi start\n  $ zcat old.gz | ./noroshi start -'), piped.printed)
})

test('runCommand() reads settings of the client from files too, and refuses one that is there twice or cannot be read', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'passphrase')
  await writeFile(file, 'open sesame\n')
  let seen: string | undefined
  const commands = [
    command('go', async ({ environment }) => {
      seen = environment['NOROSHI_PASSPHRASE']
      return 'ok'
    }),
  ]
  assert.equal((await run(['go'], commands, { NOROSHI_PASSPHRASE_FILE: file })).code, 0)
  assert.equal(seen, 'open sesame')
  for (const environment of [{ NOROSHI_TOKEN_FILE: join(folder, 'absent') }, { NOROSHI_TOKEN_FILE: file, NOROSHI_TOKEN: 'x' }]) {
    const { code, said } = await run(['go'], commands, environment)
    assert.equal(code, 2)
    assert.match(said, /NOROSHI_TOKEN_FILE[^\n]*\((?:SETTING_FILE_UNREADABLE|SETTING_TWICE)\)$/)
  }
})
