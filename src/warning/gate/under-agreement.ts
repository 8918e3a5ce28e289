import type { JsonObject } from '#base/canonical-json.ts'
import { pointerTo, textAt } from '#base/json-object.ts'
import { agreedTlpLevels, type AgreedTlp, type FactKind } from '#rulebook/release-rules-schema.ts'
import { sharingTerms, type SharingTerms } from '#rulebook/sharing-terms.ts'
import type { Findings } from './finding.ts'

/** To what an operator agreed beforehand. */
export type Agreed = { readonly facts: readonly FactKind[]; readonly tlp: AgreedTlp }

/** Fields of the shareable part by the kind of facts under which people agree to their release. */
const fieldsOf: Readonly<Record<FactKind, readonly string[]>> = {
  kind: ['inc.kind'],
  indicators: ['ioc'],
  techniques: ['tec.ttp', 'tec.vector', 'ddos.class'],
  vulnerabilities: ['tec.vuln', 'chain.product'],
  circumstances: ['ast.type', 'ran.type', 'spread', 'spread.through'],
}

/**
 * Returns the terms of a report, with what its operator agreed to beforehand where the report itself says nothing: never over a "no".
 *
 * A marking that the report states stays where it is the stricter one; where it states none, the one that was agreed counts.
 */
export function termsUnder(handling: JsonObject, agreed: Agreed | null): SharingTerms {
  const terms = sharingTerms(handling)
  if (agreed === null || terms.consent !== 'unknown') return terms
  const stated = textAt(handling, 'share.tlp')
  const isStated = stated !== null && stated !== 'unknown' && terms.tlp === stated
  return { ...terms, consent: 'yes', tlp: isStated && isStricter(terms.tlp, agreed.tlp) ? terms.tlp : agreed.tlp }
}

/** Returns of a shareable part what an agreement covers; what it does not is left out, each with a finding. */
export function coveredBy(shareable: JsonObject, agreed: Agreed | null, findings: Findings): JsonObject {
  if (agreed === null) return shareable
  const covered = new Set(agreed.facts.flatMap((kind) => fieldsOf[kind]))
  const entries = Object.entries(shareable)
  for (const [id] of entries) if (!covered.has(id)) findings.add('not-agreed', pointerTo('', id))
  return Object.fromEntries(entries.filter(([id]) => covered.has(id)))
}

/** TLP:RED, which is not among the levels, is stricter than any. */
function isStricter(stated: string, agreed: AgreedTlp): boolean {
  const levels: readonly string[] = [...agreedTlpLevels, 'red']
  return levels.indexOf(stated) > levels.indexOf(agreed)
}
