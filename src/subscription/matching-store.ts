import { sql } from 'kysely'
import type { InTransaction } from '#database/database.ts'
import { clearances } from '#identity/actor.ts'
import { hasReader } from './subscription-store.ts'
import { withParents, type WarningFacts } from './subscription.ts'

/** One version of a warning that is published now. */
export type PublishedVersion = {
  /** Id of the version, which is what its deliveries are about. */
  readonly versionId: string
  /** Versions of the same warning that were published before. */
  readonly earlierIds: readonly string[]
  readonly facts: WarningFacts
  /** True where it takes something back: it waits for no digest. */
  readonly isCorrection: boolean
  /** The release tick, ISO 8601. */
  readonly at: string
}

/** The kind of delivery that carries a version of a warning. */
export const warningOccasion = 'warning'

/** The channel of deliveries that wait for a digest; nothing sends them as they are. */
export const digestChannel = 'digest'

/** Mails of one subscription within an hour after which further ones wait for a digest. */
const mailsAnHour = 12

/**
 * Creates the deliveries of one version: one for each subscription that asks for it, and one for each that got an earlier version, whatever it asks for
 * now and although it is paused. Who reported is nowhere asked: the victim gets what everybody like it gets.
 */
export async function insertMatchingDeliveries(tx: InTransaction, version: PublishedVersion): Promise<void> {
  const { versionId, isCorrection, at } = version
  const recipient = sql`uuid_send(subscription.id)`
  const busy = sql`(select count(*) from delivery as recent where recent.recipient = ${recipient} and recent.send_at > ${at}::timestamptz - interval '1 hour') >= ${sql.lit(mailsAnHour)}`
  const isDigest = isCorrection ? sql`false` : sql`(subscription.cadence <> 'at-once' or (subscription.channel = 'mail' and ${busy}))`
  await sql`
    insert into delivery
      (id, occasion, subject_id, channel, recipient, message_id, send_at, next_attempt_at, attempts, lease, state, settled_at, failure, lane)
    select made.id, ${warningOccasion}, ${versionId}::uuid, made.channel, made.recipient, made.id || '@noroshi.invalid', ${at}::timestamptz,
      case when made.channel = ${digestChannel} then made.digest_at
        when circuit.parked_at is not null then 'infinity'
        else greatest(clock_timestamp(), coalesce(circuit.retry_at, '-infinity')) end,
      0, null, 'waiting', null, null, made.host
    from (
      select gen_random_uuid() as id, ${recipient} as recipient, subscription.host, subscription.channel as own_channel,
        case when ${isDigest} then ${digestChannel} else subscription.channel end as channel,
        ${nextDigest} as digest_at
      from subscription join organisation on organisation.id = subscription.organisation_id
      where (${isAsked(version.facts)} or ${gotEarlier(version.earlierIds)}) and ${hasReader()}
      order by gen_random_uuid()
    ) as made
    left join delivery_circuit as circuit on circuit.recipient = made.recipient and circuit.channel = made.own_channel
    on conflict (occasion, subject_id, channel, recipient) do nothing`.execute(tx)
}

/** The instant of the next digest of the row of `subscription`; one a day at its local time, or at the next full hour. */
const nextDigest = sql`
  case when subscription.cadence = 'daily' then (
    select min(noon) from (
      select (date_trunc('day', clock_timestamp() at time zone subscription.zone) + make_interval(days => later, mins => subscription.digest_minute))
        at time zone subscription.zone as noon
      from generate_series(0, 2) as later
    ) as days where noon > clock_timestamp())
  else date_trunc('hour', clock_timestamp()) + interval '1 hour' end`

function isAsked(facts: WarningFacts) {
  const readable = clearances.slice(clearances.indexOf(facts.tlp))
  const groups = facts.sectorGroups
  const keys = facts.productKeys
  return sql<boolean>`(
    subscription.state = 'active'
    and organisation.clearance = any (${readable}::text[]) and subscription.tlp = any (${readable}::text[])
    and (not subscription.confirmed_only or ${facts.isConfirmed})
    and (subscription.kinds = '{}' or ${facts.kind} = any (subscription.kinds))
    and (subscription.sector_groups = '{}' or ${groups.length === 0} or subscription.sector_groups && ${groups}::text[])
    and (subscription.techniques = '{}' or subscription.techniques && ${withParents(facts.techniques)}::text[])
    and (subscription.products = '{}' or subscription.product_keys && ${keys}::text[])
    and (not subscription.own_products or exists (
      select 1 from organisation_product as own where own.organisation_id = subscription.organisation_id and own.product_key = any (${keys}::text[]))))`
}

function gotEarlier(earlierIds: readonly string[]) {
  if (earlierIds.length === 0) return sql<boolean>`false`
  return sql<boolean>`subscription.state <> 'unconfirmed' and exists (
    select 1 from delivery as earlier
    where earlier.occasion = ${warningOccasion} and earlier.subject_id = any (${earlierIds}::uuid[])
      and earlier.recipient = uuid_send(subscription.id) and earlier.state not in ('dropped', 'given-up'))`
}
