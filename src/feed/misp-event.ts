import type { Clearance } from '#identity/actor.ts'
import type { Indicator } from '#indicator/indicator.ts'
import { mispKindOf } from '#indicator/misp-attribute.ts'
import type { MispAttributeToWrite, MispHead, MispReportToWrite, MispTag } from '#misp/write-event.ts'
import { reportText } from '#warning/render-text.ts'
import { statementUrl } from '#warning/render-warning.ts'
import type { SharedIndicator } from '#warning/shared-indicator-store.ts'
import { techniqueName } from '#stix/technique-name.ts'
import { warningTitle } from '#warning/warning-text.ts'
import type { DetectionRule, Pap } from '#warning/warning.ts'
import type { FeedContent, FeedVersionOfWarning, FeedWarning } from './feed-store.ts'
import { addressSpace, uuidOf } from './uuid-of.ts'

/** Who publishes the feed. */
export type MispPublisher = MispHead['organisation']

/** Returns who publishes the feed of an installation: always the same under the same public origin. */
export function mispPublisher(origin: string): MispPublisher {
  return { name: `Noroshi (${new URL(origin).host})`, uuid: uuidOf(addressSpace, origin) }
}

/** Returns what manifest and event say of a warning. */
export function mispHeadOf(warning: FeedWarning, publisher: MispPublisher): MispHead {
  const { content, act } = warning
  const title = warningTitle(content, act)
  return {
    uuid: warning.id,
    info: `${title.en} / ${title.ja}`,
    date: warning.firstPublishedAt.slice(0, 'YYYY-MM-DD'.length),
    threatLevel: content.confidence === 'confirmed' ? 2 : 4,
    changedAt: Temporal.Instant.from(warning.changedAt),
    organisation: publisher,
    tags: tagsOf(content),
  }
}

/** Returns the words of a warning in both languages, and where its signed statement is. */
export function mispReportOf(warning: FeedWarning, origin: string): MispReportToWrite {
  const { name, description } = reportText({ ...warning.content, indicators: [] }, warning.act)
  return {
    uuid: uuidOf(warning.id, 'report'),
    name: `${name.en} / ${name.ja}`,
    content: `${description.en}\n\n---\n\n${description.ja}\n\n---\n\n<${statementUrl(warning, origin)}>`,
    changedAt: Temporal.Instant.from(warning.publishedAt),
  }
}

/** Returns an indicator as an attribute: deleted once it was taken back, and not for detection unless it is to be blocked and counts on the day of `today`. */
export function mispAttributeOf(one: SharedIndicator, today: string): MispAttributeToWrite {
  const isOver = one.validUntil <= today
  const overAt = `${one.validUntil}T00:00:00Z`
  const changedAt = one.revokedAt ?? (isOver && overAt > one.changedAt ? overAt : one.changedAt)
  // The table keeps type and value as they were when they were one indicator.
  const indicator = { type: one.type, value: one.value } as Indicator
  return {
    uuid: one.id,
    ...mispKindOf(indicator, one.role),
    toIds: one.advice === 'block' && !isOver,
    deleted: one.revokedAt !== null,
    changedAt: Temporal.Instant.from(changedAt),
    comment: `${one.advice}; ${one.confidence}; valid until ${one.validUntil}${isOver ? ', no longer valid' : ''}`,
  }
}

type Entry = Pick<MispAttributeToWrite, 'type' | 'category' | 'value' | 'toIds' | 'comment'>

/** Returns what else the versions of a warning hold that MISP knows: vulnerabilities, detection rules, references; deleted what the newest lacks. */
export function otherAttributes(warningId: string, versions: readonly FeedVersionOfWarning[]): readonly MispAttributeToWrite[] {
  const known = new Map<string, { readonly entry: Entry; readonly present: boolean; readonly at: string }>()
  for (const { content, act, publishedAt } of versions) {
    const held = new Map(act === 'recall' ? [] : entriesOf(content).map((entry) => [`${entry.type} ${entry.value}`, entry]))
    for (const [key, entry] of held) if (known.get(key)?.present !== true) known.set(key, { entry, present: true, at: publishedAt })
    for (const [key, { entry, present }] of known) if (present && !held.has(key)) known.set(key, { entry, present: false, at: publishedAt })
  }
  return [...known].map(([key, { entry, present, at }]) => ({
    ...entry,
    uuid: uuidOf(warningId, key),
    deleted: !present,
    changedAt: Temporal.Instant.from(at),
  }))
}

const ruleTypes: Readonly<Record<DetectionRule['language'], Pick<Entry, 'type' | 'category'>>> = {
  sigma: { type: 'sigma', category: 'Payload installation' },
  yara: { type: 'yara', category: 'Payload installation' },
  suricata: { type: 'snort', category: 'Network activity' },
}

function entriesOf(content: FeedContent): readonly Entry[] {
  const plain = { toIds: false, comment: '' }
  return [
    ...content.cve.map((value) => ({ ...plain, type: 'vulnerability', category: 'External analysis', value })),
    ...content.references.map((value) => ({ ...plain, type: 'link', category: 'External analysis', value })),
    ...content.detections.map(({ language, name, text }) => ({ ...ruleTypes[language], value: text, toIds: true, comment: name })),
  ]
}

// The colours of TLP 2.0, and those that the taxonomy of MISP gives PAP.
const tlpColours: Readonly<Record<Clearance, string>> = { clear: '#ffffff', green: '#33ff00', amber: '#ffc000', 'amber+strict': '#ffc000' }
const papColours: Readonly<Record<Pap, string>> = { clear: '#ffffff', green: '#33ff00', amber: '#ffc000', red: '#ff2b2b' }

function tagsOf(content: FeedContent): readonly MispTag[] {
  return [
    { name: `tlp:${content.tlp}`, colour: tlpColours[content.tlp] },
    { name: `PAP:${content.pap.toUpperCase()}`, colour: papColours[content.pap] },
    ...content.techniques.map((technique) => ({ name: `misp-galaxy:mitre-attack-pattern="${clusterName(technique)}"`, colour: '#0088cc' })),
  ]
}

/** As the galaxy of MISP names it: `Phishing - T1566`, a sub-technique by its own name alone. */
function clusterName(technique: string): string {
  const name = techniqueName(technique)?.split(': ').at(-1)
  return name === undefined ? technique : `${name} - ${technique}`
}
