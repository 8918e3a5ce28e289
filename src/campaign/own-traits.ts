import type { Queries } from '#database/database.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { filingsOfIncident } from '#report/report-store.ts'
import { inSlices } from '#runtime/in-slices.ts'
import type { Trait } from './trait.ts'
import type { TraitKeys } from './trait-keys.ts'
import { traitsOf } from './traits-of.ts'

/** Returns the traits of an incident, by their keys in hexadecimal, from those of its reports that an authority holds an envelope of. */
export async function ownTraits(
  queries: Queries,
  incidentId: string,
  { authorityId, vault, keys }: { readonly authorityId: string; readonly vault: FilingVault; readonly keys: TraitKeys },
): Promise<ReadonlyMap<string, Trait>> {
  const filings = (await filingsOfIncident(queries, incidentId, vault)).filter(({ authorityIds }) => authorityIds.includes(authorityId))
  const parts = filings.map(({ filing }) => (JSON.parse(filing) as Filing).shareable)
  // How the values stand was judged when they were stored: what is no trait has no key to be found by.
  const traits = await inSlices(traitsOf(parts, () => 'telling'))
  return new Map(traits.map((trait) => [keys.keyOf(trait).toString('hex'), trait]))
}
