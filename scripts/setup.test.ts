import assert from 'node:assert/strict'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('..', import.meta.url))
const systemTools = 'sh cksum uname tr ln readlink rm mkdir date sleep awk df find grep tail dirname cat touch'.split(' ')

/** Stands in for the registry's client: installs the Node that runs this test, and notes what it was asked. */
const npm = `#!/bin/sh
echo "$*" >>npm-calls
mkdir -p node_modules/node/bin
touch npm-started
until [ ! -f npm-hold ]; do sleep 0.02; done
if [ -n "\${NPM_SAYS-}" ]; then echo "npm error code $NPM_SAYS" >&2; exit 1; fi
ln -sf "$REAL_NODE" node_modules/node/bin/node
touch node_modules/.package-lock.json
`

type Checkout = { readonly root: string; readonly tools: string; readonly calls: () => readonly string[] }

function makeCheckout(context: TestContext): Checkout {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'noroshi-setup-'))
  context.after(() => rmSync(folder, { recursive: true, force: true }))
  const [root, tools] = [join(folder, 'checkout'), join(folder, 'tools')]
  for (const path of [join(root, 'scripts'), join(root, 'src', 'main'), tools]) mkdirSync(path, { recursive: true })
  copyFileSync(join(project, 'noroshi'), join(root, 'noroshi'))
  copyFileSync(join(project, 'scripts', 'setup.sh'), join(root, 'scripts', 'setup.sh'))
  writeFileSync(join(root, 'package-lock.json'), '{}')
  writeFileSync(
    join(root, 'src', 'main', 'noroshi.ts'),
    'console.log(JSON.stringify({ cwd: process.cwd(), words: process.argv.slice(2) }))\n',
  )
  writeFileSync(join(tools, 'npm'), npm, { mode: 0o755 })
  symlinkSync(process.execPath, join(tools, 'node'))
  for (const tool of systemTools) symlinkSync(pathOf(tool), join(tools, tool))
  const calls = () => (existsSync(join(root, 'npm-calls')) ? readFileSync(join(root, 'npm-calls'), 'utf8').trim().split('\n') : [])
  return { root, tools, calls }
}

function pathOf(tool: string): string {
  return spawnSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim()
}

function command(
  { root, tools }: Checkout,
  mode: string | null,
): [string, string[], { cwd: string; encoding: 'utf8'; env: Record<string, string> }] {
  const env = { PATH: tools, REAL_NODE: process.execPath }
  const script = `set -eu; root=${root}; . ${root}/scripts/setup.sh; setup_packages ${mode}`
  return [
    '/bin/sh',
    mode === null ? [join(root, 'noroshi'), 'first', 'second word'] : ['-c', script],
    { cwd: tools, encoding: 'utf8', env },
  ]
}

function setUp(checkout: Checkout, mode: string | null = 'start', variables: Record<string, string> = {}) {
  const [shell, words, options] = command(checkout, mode)
  return spawnSync(shell, words, { ...options, env: { ...options.env, ...variables } })
}

function beginSetUp(checkout: Checkout): ChildProcess {
  const [shell, words, { cwd, env }] = command(checkout, 'start')
  return spawn(shell, words, { cwd, env, stdio: 'ignore' })
}

function ended(child: ChildProcess): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>()
  child.on('close', resolve)
  return promise
}

async function appears(root: string, name: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const watcher = watch(root, () => existsSync(join(root, name)) && resolve())
  if (existsSync(join(root, name))) resolve()
  await promise
  watcher.close()
}

function lockOf({ root }: Checkout): string {
  return join(root, 'node_modules', '.noroshi-setup')
}

function isLocked(checkout: Checkout): boolean {
  try {
    return readlinkSync(lockOf(checkout)) !== ''
  } catch {
    return false
  }
}

test('noroshi installs what running needs, then runs the program where the caller stands, with the words of the caller', (context) => {
  const checkout = makeCheckout(context)
  const run = setUp(checkout, null)
  assert.equal(run.status, 0, run.stderr)
  assert.deepEqual(JSON.parse(run.stdout), { cwd: checkout.tools, words: ['first', 'second word'] })
  assert.match(run.stderr, /^Installing packages \(about 40 s the first time\) …\nPackages installed in \d+ s\.\n$/)
  assert.match(checkout.calls()[0] ?? '', /^install --no-save --omit=dev /)
})

test('setup_packages() is silent and installs nothing when the lockfile is as it was', (context) => {
  const checkout = makeCheckout(context)
  setUp(checkout)
  const again = setUp(checkout)
  assert.deepEqual([again.status, again.stdout, again.stderr, checkout.calls().length], [0, '', '', 1])
})

test('setup_packages() installs again when the lockfile has changed', (context) => {
  const checkout = makeCheckout(context)
  setUp(checkout)
  writeFileSync(join(checkout.root, 'package-lock.json'), '{ }')
  assert.equal(setUp(checkout).status, 0)
  assert.equal(checkout.calls().length, 2)
})

test('setup_packages() adds what tests need, and never takes it away again', (context) => {
  const checkout = makeCheckout(context)
  setUp(checkout, 'start')
  setUp(checkout, 'full')
  assert.match(checkout.calls()[1] ?? '', /--include=dev/)
  setUp(checkout, 'start')
  assert.equal(checkout.calls().length, 2)
  writeFileSync(join(checkout.root, 'package-lock.json'), '{ }')
  setUp(checkout, 'start')
  assert.match(checkout.calls()[2] ?? '', /--include=dev/)
})

test('setup_packages() begins anew after an install that was cut off', (context) => {
  const checkout = makeCheckout(context)
  const half = join(checkout.root, 'node_modules', 'half')
  mkdirSync(half, { recursive: true })
  writeFileSync(join(checkout.root, 'node_modules', '.noroshi-lock'), 'unfinished start\n')
  assert.equal(setUp(checkout).status, 0)
  assert.equal(existsSync(half), false)
})

test('setup_packages() run twice at once installs once', async (context) => {
  const checkout = makeCheckout(context)
  writeFileSync(join(checkout.root, 'npm-hold'), '')
  const first = beginSetUp(checkout)
  await appears(checkout.root, 'npm-started')
  const second = beginSetUp(checkout)
  rmSync(join(checkout.root, 'npm-hold'))
  assert.deepEqual(await Promise.all([ended(first), ended(second)]), [0, 0])
  assert.equal(checkout.calls().length, 1)
  assert.equal(isLocked(checkout), false)
})

test('setup_packages() takes over the lock of a process that is gone', (context) => {
  const checkout = makeCheckout(context)
  const { pid } = spawnSync('/bin/sh', ['-c', ':'])
  mkdirSync(join(checkout.root, 'node_modules'))
  symlinkSync(`pid-${pid}`, lockOf(checkout))
  assert.equal(setUp(checkout).status, 0)
  assert.equal(isLocked(checkout), false)
})

test('setup_packages() ended by SIGTERM ends npm and gives its lock back', async (context) => {
  const checkout = makeCheckout(context)
  writeFileSync(join(checkout.root, 'npm-hold'), '')
  const run = beginSetUp(checkout)
  await appears(checkout.root, 'npm-started')
  run.kill('SIGTERM')
  assert.equal(await ended(run), 143)
  assert.equal(isLocked(checkout), false)
  assert.equal(existsSync(join(checkout.root, 'node_modules', 'node', 'bin', 'node')), false)
})

const failures = [
  ['ENOSPC', /The disk is full/],
  ['ENOTFOUND', /npm cannot reach its package registry/],
  ['EACCES', /npm may not write/],
  ['EUSAGE', /npm could not install the packages \(exit code 1/],
] as const

for (const [code, sentence] of failures) {
  test(`setup_packages() explains in a sentence that npm failed with ${code}`, (context) => {
    const checkout = makeCheckout(context)
    const run = setUp(checkout, 'start', { NPM_SAYS: code })
    assert.equal(run.status, 1)
    assert.match(run.stderr, sentence)
    assert.equal(isLocked(checkout), false)
  })
}

test('setup_packages() says that Node is missing', (context) => {
  const checkout = makeCheckout(context)
  rmSync(join(checkout.tools, 'node'))
  const run = setUp(checkout)
  assert.deepEqual([run.status, run.stderr], [1, 'noroshi: Node is missing. Install Node 20 or newer with npm, then try again.\n'])
})

test('setup_packages() says that npm is missing', (context) => {
  const checkout = makeCheckout(context)
  rmSync(join(checkout.tools, 'npm'))
  const run = setUp(checkout)
  assert.deepEqual([run.status, run.stderr], [1, 'noroshi: npm is missing. Install npm (it usually comes with Node), then try again.\n'])
})

test('setup_packages() says that Node is too old', (context) => {
  const checkout = makeCheckout(context)
  rmSync(join(checkout.tools, 'node'))
  writeFileSync(join(checkout.tools, 'node'), '#!/bin/sh\necho v18.20.4\n', { mode: 0o755 })
  const run = setUp(checkout)
  assert.deepEqual([run.status, run.stderr], [1, 'noroshi: Node v18.20.4 is too old: 20 or newer is needed.\n'])
})

test('setup_packages() says that there is too little room', (context) => {
  const checkout = makeCheckout(context)
  rmSync(join(checkout.tools, 'df'))
  writeFileSync(join(checkout.tools, 'df'), '#!/bin/sh\necho head\necho disk 1000000 800000 204800 80% /\n', { mode: 0o755 })
  const run = setUp(checkout)
  assert.equal(run.status, 1)
  assert.match(run.stderr, /Too little room .*: 200 MB are free, 900 MB are needed/)
  assert.equal(isLocked(checkout), false)
})

test('noroshi becomes the program, so that SIGTERM reaches it', async (context) => {
  const checkout = makeCheckout(context)
  writeFileSync(
    join(checkout.root, 'src', 'main', 'noroshi.ts'),
    "process.on('SIGTERM', () => process.exit(9))\nsetInterval(() => {}, 1000)\nconsole.log('up')\n",
  )
  const [shell, words, { cwd, env }] = command(checkout, null)
  const run = spawn(shell, words, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] })
  run.stdout.once('data', () => run.kill('SIGTERM'))
  assert.equal(await ended(run), 9)
})
