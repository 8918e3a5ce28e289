import { checkFolder, headFile, rulebookFolder, type CheckedRulebook } from './rulebook-folder.ts'

/** More than any file of a rulebook may have; what is longer is refused by its reader without being read whole. */
const mostBytes = 4 * 1024 * 1024 + 1

/** Files that a draft may have. */
const mostFiles = 300

/** Returns the rulebook that files of the person's device state, checked; they are read here and go nowhere. */
export async function openDraft(files: readonly File[]): Promise<CheckedRulebook> {
  const data = files.filter(({ name }) => name.endsWith('.json')).slice(0, mostFiles)
  const bytes = new Map<string, Uint8Array>()
  for (const file of data) bytes.set(file.name, new Uint8Array(await file.slice(0, mostBytes).arrayBuffer()))
  return checkFolder(rulebookFolder(nameOf(bytes.get(headFile)), bytes))
}

/** Files from a device come without their folder's name, so the draft is called by the id of its rulebook. */
function nameOf(head: Uint8Array | undefined): string {
  const id = /"id"\s*:\s*"(?<id>[a-z0-9-]{1,40})"/u.exec(new TextDecoder().decode(head ?? new Uint8Array()))?.groups?.['id']
  return id ?? 'draft'
}
