import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { runTool } from './run-tool.ts'

test('runTool() does not let what a tool prints cut a line of what it complains about', async () => {
  const root = mkdtempSync(join(tmpdir(), 'noroshi-tool-'))
  try {
    const folder = join(root, 'node_modules', '.bin')
    mkdirSync(folder, { recursive: true })
    const script = `#!/bin/sh\nprintf 'src/unread' >&2\nsleep 0.1\necho ragged.ts\nsleep 0.1\necho 'able.ts' >&2\nexit 3\n`
    writeFileSync(join(folder, 'halting'), script, { mode: 0o755 })
    assert.deepEqual(await runTool(root, ['halting']), { code: 3, output: 'ragged.ts\nsrc/unreadable.ts\n' })
  } finally {
    rmSync(root, { recursive: true })
  }
})

test('runTool() tells a tool nothing of a build server, where some print colours that NO_COLOR forbids', async () => {
  const root = mkdtempSync(join(tmpdir(), 'noroshi-tool-'))
  const before = { ...process.env }
  try {
    const folder = join(root, 'node_modules', '.bin')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'telling'), '#!/bin/sh\necho "$CI$FORCE_COLOR$GITHUB_ACTIONS$NO_COLOR"\n', { mode: 0o755 })
    Object.assign(process.env, { CI: 'true', FORCE_COLOR: '1', GITHUB_ACTIONS: 'true' })
    assert.deepEqual(await runTool(root, ['telling']), { code: 0, output: '1\n' })
  } finally {
    process.env = before
    rmSync(root, { recursive: true })
  }
})
