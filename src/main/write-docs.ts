import { mkdtemp, readFile, rm, chmod, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '#database/database.ts'
import { describeSchema } from '#database/describe-schema-store.ts'
import { startEmbeddedPostgres } from '#database/embedded-postgres.ts'
import { migrate } from '#database/migrate.ts'
import { openApiDocument } from '#http/openapi.ts'
import { dutyDocument } from '#rulebook/duty-document.ts'
import { schemaDocuments } from '#rulebook/schema-documents.ts'
import type { CommandContext, Outcome } from '#runtime/command.ts'
import { settings } from '#runtime/config.ts'
import { documentedRoutes } from './documented-routes.ts'
import { processText } from './process-text.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Writes the documents that come from the code, or with `--check` compares them: the API, the schema, the settings. */
export async function runDocs(context: CommandContext): Promise<Outcome> {
  const documents = await renderDocuments()
  const stale: string[] = []
  for (const [path, text] of documents) {
    const file = join(root, path)
    if ((await readFile(file, 'utf8').catch(() => '')) === text) continue
    stale.push(path)
    if (context.options['check'] === true) continue
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  if (context.options['check'] !== true || stale.length === 0) {
    context.say(processText.docsFresh)
    return 'ok'
  }
  context.say(processText.docsStale(stale))
  return 'failed'
}

async function renderDocuments(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['docs/openapi.json', `${JSON.stringify(openApiDocument(documentedRoutes(), 'http://localhost:8080'), null, 2)}\n`],
    ['docs/schema.sql', `-- Written by "./noroshi docs" from migrations/.\n\n${await migratedSchema()}`],
    ['docs/operate/configuration.md', configurationPage()],
    ...schemaDocuments(),
    dutyDocument(),
  ])
}

async function migratedSchema(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nrs-'))
  await chmod(folder, 0o711)
  await mkdir(join(folder, 'private'), { mode: 0o700 })
  const server = await startEmbeddedPostgres({ postgres: join(folder, 'postgres'), private: join(folder, 'private') }, { durable: false })
  const database = openDatabase(server.address, 2)
  try {
    await migrate(server.address)
    return await describeSchema(database.pool)
  } finally {
    await database.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function configurationPage(): string {
  const rows = Object.values(settings()).map((one) => `| \`${one.name}\` | ${one.defaultText} | ${one.meaning.en} | ${one.meaning.ja} |`)
  return `# Configuration

Written by \`./noroshi docs\` from \`src/runtime/config.ts\`.

Each variable may also be given as \`NAME_FILE\`, a file that holds the value. A \`NOROSHI_…\` variable that is not listed here is refused at the start.

| variable | default | meaning | 意味 |
| --- | --- | --- | --- |
${rows.join('\n')}

The command line also reads \`NOROSHI_URL\` (the server), \`NOROSHI_TOKEN\` (the API token), \`NOROSHI_KEY_CODE\` (the printed code that unlocks the own key;
asked for at a terminal), \`NOROSHI_PASSPHRASE\` (the same for people of the demonstration) and
\`NOROSHI_OUTBOX\` (where sealed reports wait that no server has acknowledged).
`
}
