import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { languages } from '#base/language.ts'
import { CommandError, type CommandContext, type Outcome } from '#runtime/command.ts'
import { ServiceError } from '#runtime/service-client.ts'
import { writeKitFile } from './kit-file.ts'
import { kitPdf } from './kit-pdf.ts'
import { makeKit } from './make-kit.ts'
import { offlineText } from './offline-text.ts'

/** Makes a kit of the own operator and writes what belongs to it into a folder of its own. */
export async function runKit(context: CommandContext): Promise<Outcome> {
  const { out } = context.options
  if (typeof out !== 'string')
    throw new CommandError('usage', 'FOLDER_MISSING', 'Name a folder to write the kit to: noroshi kit --out FOLDER')
  await makeFolder(out)
  const kit = await makeKit(context, context.clock.now())
  const files = new Map<string, string | Uint8Array>([['kit.json', writeKitFile(kit)]])
  const policy = await fetchPolicy(context)
  for (const language of languages) {
    const pdf = await kitPdf({ kit, policy }, language)
    if (pdf === null) context.say(offlineText.pdfMissing)
    else files.set(`kit-${language}.pdf`, pdf)
  }
  const filer = await fetchFiler(context)
  if (filer === null) context.say(offlineText.filerMissing)
  else files.set('noroshi-filer.html', filer)
  for (const [name, content] of files) await writeFile(join(out, name), content, { mode: 0o600, flag: 'wx' })
  if (context.json) context.print(JSON.stringify({ folder: out, kitId: kit.kitId, expiresAt: kit.expiresAt, files: [...files.keys()] }))
  else context.print(offlineText.kitMade(out, kit.kitId, kit.expiresAt)[context.language])
  return 'ok'
}

type ListedKits = {
  readonly kits: readonly { readonly kitId: string; readonly expiresAt: string; readonly codes: readonly { readonly state: string }[] }[]
}

/** Prints the kits of the own operator, newest first. */
export async function runKitList(context: CommandContext): Promise<Outcome> {
  const answer = (await context.client.json('/api/v1/kits', { retries: 3 })) as unknown as ListedKits
  if (context.json) context.print(JSON.stringify(answer))
  else if (answer.kits.length === 0) context.say(offlineText.noKits)
  else
    for (const { kitId, expiresAt, codes } of answer.kits) {
      const unused = codes.filter(({ state }) => state === 'unused').length
      context.print(offlineText.kit(kitId, expiresAt, unused, codes.length)[context.language])
    }
  return 'ok'
}

/** Revokes what is unused of one kit. */
export async function runKitRevoke(context: CommandContext): Promise<Outcome> {
  const [kitId] = context.args
  if (kitId === undefined) throw new CommandError('usage', 'KIT_MISSING', 'Name the kit: noroshi kit revoke KIT-ID')
  const answer = (await context.client.json(`/api/v1/kits/${encodeURIComponent(kitId)}`, { method: 'DELETE' })) as unknown as {
    revoked: number
  }
  if (context.json) context.print(JSON.stringify(answer))
  else context.print(offlineText.revoked(answer.revoked)[context.language])
  return 'ok'
}

/** Codes must not land among other files, and no kit in the place of another. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((cause: unknown) => {
    throw new CommandError('failed', 'FOLDER_UNWRITABLE', `Cannot make the folder ${path}: expected a new one that this user may make`, {
      cause,
    })
  })
}

async function fetchPolicy({ client }: CommandContext): Promise<string | null> {
  try {
    return await (await client.fetch('/log/policy', { retries: 3 })).text()
  } catch (error) {
    if (error instanceof ServiceError && error.status !== 0) return null
    throw error
  }
}

async function fetchFiler({ client }: CommandContext): Promise<Uint8Array | null> {
  try {
    return await (await client.fetch('/download/noroshi-filer.html', { retries: 3 })).bytes()
  } catch (error) {
    if (error instanceof ServiceError && error.status === 404) return null
    throw error
  }
}
