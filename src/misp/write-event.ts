import type { JsonObject } from '#base/canonical-json.ts'

/** A tag of an event, such as `tlp:green`. */
export type MispTag = { readonly name: string; readonly colour: string }

/** What a manifest says of an event, and the event of itself. */
export type MispHead = {
  readonly uuid: string
  readonly info: string
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** 1 high, 2 medium, 3 low, 4 undefined. */
  readonly threatLevel: 1 | 2 | 3 | 4
  /** When anything of it last changed, in whole seconds; readers fetch an event again when it has grown. */
  readonly changedAt: Temporal.Instant
  readonly organisation: { readonly name: string; readonly uuid: string }
  readonly tags: readonly MispTag[]
}

/** One attribute to write. */
export type MispAttributeToWrite = {
  readonly uuid: string
  readonly type: string
  readonly category: string
  readonly value: string
  /** Whether it is for automatic detection. */
  readonly toIds: boolean
  /** True for what was taken back: readers that have it delete it. */
  readonly deleted: boolean
  readonly changedAt: Temporal.Instant
  readonly comment: string
}

/** A text in Markdown that goes with an event. */
export type MispReportToWrite = {
  readonly uuid: string
  readonly name: string
  readonly content: string
  readonly changedAt: Temporal.Instant
}

/** Returns the entry of an event in the manifest of a feed, under its UUID. */
export function mispManifestEntry(head: MispHead): JsonObject {
  const { organisation, tags } = head
  return { Orgc: { ...organisation }, Tag: tags.map(writtenTag), ...described(head) }
}

/**
 * Returns an event of a feed as text in two halves, between which its attributes go, separated by commas: an event may hold more of them than memory should.
 *
 * Nothing names anybody but the organisation that publishes: there is no creator, no sharing group, no proposal.
 */
export function mispEventFrame(head: MispHead, reports: readonly MispReportToWrite[]): { readonly before: string; readonly after: string } {
  const event = {
    uuid: head.uuid,
    ...described(head),
    published: true,
    publish_timestamp: seconds(head.changedAt),
    Orgc: { ...head.organisation },
    Tag: head.tags.map(writtenTag),
    EventReport: reports.map(writtenReport),
  }
  return { before: `{"Event":${JSON.stringify(event).slice(0, -1)},"Attribute":[`, after: ']}}' }
}

/** Returns an attribute as events of a feed hold it. */
export function mispAttribute(attribute: MispAttributeToWrite): JsonObject {
  const { uuid, type, category, value, comment, deleted } = attribute
  return {
    uuid,
    type,
    category,
    value,
    comment,
    // Some readers keep what is deleted: it must not go on detecting there.
    to_ids: attribute.toIds && !deleted,
    deleted,
    disable_correlation: false,
    timestamp: seconds(attribute.changedAt),
  }
}

function described(head: MispHead): JsonObject {
  const { info, date } = head
  return { info, date, analysis: '2', threat_level_id: String(head.threatLevel), timestamp: seconds(head.changedAt) }
}

function writtenTag({ name, colour }: MispTag): JsonObject {
  return { name, colour, local: false, relationship_type: '' }
}

function writtenReport({ uuid, name, content, changedAt }: MispReportToWrite): JsonObject {
  return { uuid, name, content, distribution: '5', timestamp: seconds(changedAt), deleted: false }
}

/** MISP writes instants as seconds since 1970 in a text. */
function seconds(instant: Temporal.Instant): string {
  return String(Math.floor(instant.epochMilliseconds / 1000))
}
