import type { InTransaction } from '#database/database.ts'
import { openDenyList } from '#envelope/deny-list.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { filingsOfIncident } from '#report/report-store.ts'

/** What deny lists are opened with: the vault of stored filings, and the gate's age identity. */
export type DeniedWordsParts = { readonly vault: FilingVault; readonly identity: string }

const mostLists = 100
const mostWords = 10_000
// What is looked for is compiled before anything is judged: this is a second of work.
const mostCharacters = 100_000

/**
 * Returns what the filers of any report of an incident want kept in: a follow-up that does not repeat a word does not let it out.
 *
 * @throws {EnvelopeError} `ENVELOPE_UNREADABLE`, {@link RangeError} beyond 100 lists, 10,000 words or 100,000 characters of them: what cannot be looked for guards nothing that may go out.
 */
export async function deniedWords(
  tx: InTransaction,
  incidentId: string,
  { vault, identity }: DeniedWordsParts,
): Promise<readonly string[]> {
  const lists = (await filingsOfIncident(tx, incidentId, vault)).flatMap(({ reportId, filing }) => {
    const file = (JSON.parse(filing) as Filing).sealed.denyList?.file
    return file === undefined ? [] : [{ reportId, file }]
  })
  if (lists.length > mostLists) throw new RangeError(`An incident has ${lists.length} deny lists, expected at most ${mostLists}`)
  const words = new Set<string>()
  for (const { reportId, file } of lists) for (const word of await openDenyList(file, { reportId, identity })) words.add(word)
  if (words.size > mostWords)
    throw new RangeError(`An incident has ${words.size} words that must not get out, expected at most ${mostWords}`)
  const characters = [...words].reduce((sum, word) => sum + word.length, 0)
  if (characters > mostCharacters)
    throw new RangeError(`The words of an incident that must not get out have ${characters} characters, expected at most ${mostCharacters}`)
  return [...words]
}
