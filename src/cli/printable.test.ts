import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CommandError, exitCodes, type Command } from '#runtime/command.ts'
import { printable } from './printable.ts'
import { runCommand } from './run-command.ts'

test('printable() escapes what acts on a terminal or turns the text, and keeps lines, tabs and every language', () => {
  assert.equal(printable('a\u001b[2J\u009b31m\u202eb\u0007'), String.raw`a\u001b[2J\u009b31m\u202eb\u0007`)
  assert.equal(printable('警報\tカナ\n한국어 👩‍👩‍👧'), '警報\tカナ\n한국어 👩‍👩‍👧')
})

test('printable() leaves the value of JSON as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) =>
      assert.deepEqual(JSON.parse(printable(JSON.stringify(value, null, 2))), JSON.parse(JSON.stringify(value))),
    ),
  )
})

test('runCommand() lets no control character of a stranger reach the terminal, on either stream', async () => {
  const text = { ja: '', en: '' }
  const command: Command = {
    name: 'show',
    usage: '',
    summary: text,
    examples: [],
    options: {},
    run: async (context) => {
      context.print('\u001b[2J')
      throw new CommandError('failed', 'SHOWN', '\u009b31m')
    },
  }
  const seen: string[] = []
  const terminal = { environment: {}, print: (line: string) => void seen.push(line), say: (line: string) => void seen.push(line) }
  const code = await runCommand(['show'], [command], { ...terminal, signal: new AbortController().signal })
  assert.equal(code, exitCodes.failed)
  assert.equal(seen.length, 2)
  assert.doesNotMatch(seen.join(''), /[\u001b\u009b]/)
})
