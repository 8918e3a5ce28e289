import type { LocalText } from '#base/language.ts'
import { listAuthorities } from '#authority/authority-store.ts'
import type { Queries } from '#database/database.ts'
import { namesOfPeople } from '#identity/identity-store.ts'
import { indicatorTypeOf } from '#indicator/indicator.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { campaignsByIncident } from './campaign-store.ts'
import { actsOfLinks, recipientsOf, type KeptAct } from './link-act-store.ts'
import type { StoredLink } from './link-store.ts'
import { standingOfLink, type Link, type LinkReason, type LinkState, type ShownLinkAct } from './link.ts'
import { ownTraits } from './own-traits.ts'
import { traitPriors, type Trait } from './trait.ts'
import type { Evidence } from './weigh-link.ts'
import type { TraitKeys } from './trait-keys.ts'

/** What reading links works with. */
export type LinkReadingParts = { readonly queries: Queries; readonly vault: FilingVault; readonly keys: TraitKeys }

/**
 * Returns links as an authority sees them, each from the side of an own incident; those between two of its own from the side of `from`.
 *
 * Of an incident elsewhere nothing gets into the answer but that it shares what the own one holds: no id, time, number, stage or operator.
 */
export async function showLinks(
  stored: readonly StoredLink[],
  { authorityId, from = null }: { readonly authorityId: string; readonly from?: string | null },
  parts: LinkReadingParts,
): Promise<readonly Link[]> {
  const { queries } = parts
  const ids = [...new Set(stored.flatMap(({ low, high }) => [low, high]))]
  const recipients = Map.groupBy(await recipientsOf(queries, ids), (one) => one.incidentId)
  const isOwn = (id: string): boolean => recipients.get(id)?.some((one) => one.authorityId === authorityId) ?? false
  const acts = Map.groupBy(
    await actsOfLinks(
      queries,
      stored.map(({ id }) => id),
    ),
    (one) => one.linkId,
  )
  const isOwnSide = (link: StoredLink, id: string): boolean => id === from || (isOwn(id) && link.low !== from && link.high !== from)
  const sides = stored.map((link) => ({ link, own: isOwnSide(link, link.low) ? link.low : link.high }))
  const ownIds = [...new Set(sides.map(({ own }) => own).filter(isOwn))]
  const traits = new Map<string, ReadonlyMap<string, Trait>>()
  for (const id of ownIds) traits.set(id, await ownTraits(queries, id, { authorityId, ...parts }))
  const campaigns = await campaignsByIncident(queries, authorityId, ownIds)
  const names = await namesFor([...acts.values()].flat(), { authorityId, queries })
  return sides.flatMap(({ link, own }): Link[] => {
    const other = own === link.low ? link.high : link.low
    const all = acts.get(link.id) ?? []
    const here = all.filter((one) => one.authorityId === authorityId)
    const holders = new Set(recipients.get(other)?.map((one) => one.authorityId))
    const there = confirmedBy(all.filter((one) => one.authorityId !== authorityId && holders.has(one.authorityId)))
    const last = here.at(-1) ?? null
    const state = stateOf(link, last)
    if (!isOwn(own) || state === null) return []
    const elsewhere =
      state === 'confirmed' ? (there.map((id) => names.authorities.get(id)).find((name) => name !== undefined) ?? null) : null
    return [
      {
        id: link.id,
        incidentId: own,
        state,
        returned: state === 'proposed' && last !== null,
        confirmedHere: state === 'confirmed',
        confirmedThere: there.length > 0,
        strength: link.strength ?? 'possible',
        bits: rounded(link.bits, 10),
        deducted: rounded(link.deducted, 10),
        chance: Number(link.chance.toPrecision(2)),
        other: isOwn(other) ? { kind: 'own', incidentId: other } : { kind: 'elsewhere', authority: elsewhere },
        reasons: link.evidence.map((one) => reasonOf(one, traits.get(own)?.get(one.key) ?? null)),
        furtherReasons: link.further,
        changedAt: link.changedOn,
        campaignId: state === 'confirmed' ? (campaigns.get(own) ?? null) : null,
        acts: here.map((one) => shownAct(one, names.people)),
      },
    ]
  })
}

/** Returns how these links stand for an authority; null where it is not told of one. */
export async function statesOfLinks(
  stored: readonly StoredLink[],
  authorityId: string,
  queries: Queries,
): Promise<readonly (LinkState | null)[]> {
  const acts = await actsOfLinks(
    queries,
    stored.map(({ id }) => id),
  )
  const last = new Map(acts.filter((one) => one.authorityId === authorityId).map((one) => [one.linkId, one]))
  return stored.map((link) => stateOf(link, last.get(link.id) ?? null))
}

function stateOf({ bits, strength, evidence }: StoredLink, last: KeptAct | null): LinkState | null {
  const state = standingOfLink(bits, last)
  return evidence.length > 0 && (strength !== null || state === 'confirmed') ? state : null
}

/** Returns the authorities whose last decision was to confirm, in the order of their ids. */
function confirmedBy(acts: readonly KeptAct[]): readonly string[] {
  const last = new Map(acts.map((one) => [one.authorityId, one.act]))
  return [...last].flatMap(([id, act]) => (act === 'confirm' ? [id] : [])).toSorted()
}

type Names = { readonly authorities: ReadonlyMap<string, LocalText>; readonly people: ReadonlyMap<string, LocalText> }

async function namesFor(
  acts: readonly KeptAct[],
  { authorityId, queries }: { readonly authorityId: string; readonly queries: Queries },
): Promise<Names> {
  const people = acts.filter((one) => one.authorityId === authorityId).map((one) => one.personId)
  const authorities = acts.length === 0 ? [] : await listAuthorities(queries)
  return { authorities: new Map(authorities.map((one) => [one.organisationId, one.name])), people: await namesOfPeople(queries, people) }
}

function reasonOf({ type, bits, common }: Evidence, trait: Trait | null): LinkReason {
  return { kind: traitPriors[type].kind, type: indicatorTypeOf(type), value: trait?.value ?? '', bits: rounded(bits, 10), common }
}

function shownAct({ act, reason, actedAt, personId }: KeptAct, people: ReadonlyMap<string, LocalText>): ShownLinkAct {
  const by = people.get(personId) ?? { ja: '', en: '' }
  return act === 'cut' && reason !== null ? { act, reason, at: actedAt, by } : { act: 'confirm', reason: null, at: actedAt, by }
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps
}
