import operators from '../../src/operator/demo-operators.json' with { type: 'json' }

/** What a text of a victim's identity is. */
export type TraceKind =
  | 'name'
  | 'former-name'
  | 'subsidiary'
  | 'kana'
  | 'romaji'
  | 'abbreviation'
  | 'corporate-number'
  | 'domain'
  | 'label'
  | 'host'
  | 'address'
  | 'person'

/** A text by which anybody who reads it knows the victim. */
export type Trace = { readonly kind: TraceKind; readonly text: string }

/** Everything that must not get out about one operator, written from the fictional country's registry alone. */
export type GroundTruth = {
  readonly operatorId: string
  readonly sectors: readonly string[]
  readonly ranges: readonly string[]
  readonly traces: readonly Trace[]
}

/** The ground truth of every operator of the fictional country. */
export const groundTruths: readonly GroundTruth[] = operators.map((operator) => ({
  operatorId: operator.id,
  sectors: operator.sectors,
  ranges: operator.ranges,
  traces: [
    ...bare(operator.names.ja).map((text) => ({ kind: 'name' as const, text })),
    ...operator.names.former.flatMap((names) => bare(names.ja)).map((text) => ({ kind: 'former-name' as const, text })),
    ...operator.subsidiaries.flatMap((part) => bare(part.names.ja)).map((text) => ({ kind: 'subsidiary' as const, text })),
    ...bearers(operator).flatMap(kanaOf),
    ...bearers(operator).flatMap(({ romaji }) => bare(romaji).map((text) => ({ kind: 'romaji' as const, text }))),
    ...operator.names.abbreviations.map((text) => ({ kind: 'abbreviation' as const, text })),
    { kind: 'corporate-number', text: operator.corporateNumber },
    ...domainsOf(operator).map((text) => ({ kind: 'domain' as const, text })),
    ...domainsOf(operator)
      .map((domain) => domain.split('.')[0] ?? '')
      .filter((label) => label.length >= 8)
      .map((text) => ({ kind: 'label' as const, text })),
    ...operator.systems.map((text) => ({ kind: 'host' as const, text })),
    ...operator.ranges.map((text) => ({ kind: 'address' as const, text: text.split('/')[0] ?? '' })),
    ...operator.people.flatMap(({ name }) => [name.ja, name.en]).map((text) => ({ kind: 'person' as const, text })),
  ],
}))

type Registered = (typeof operators)[number]
type Names = { readonly ja: string; readonly kana: string; readonly romaji: string }

function bearers({ names, subsidiaries }: Registered): Names[] {
  return [names, ...names.former, ...subsidiaries.map((part) => part.names)]
}

function domainsOf({ domains, subsidiaries }: Registered): string[] {
  return [...domains, ...subsidiaries.flatMap((part) => part.domains)]
}

/** Returns a name as registered and without its legal form. */
function bare(name: string): string[] {
  const core = name
    .replace(/^株式会社|株式会社$|相互会社$/u, '')
    .replace(/,? (?:Company, Incorporated|Co\., (?:Ltd|Inc)\.|Company|Corporation|Incorporated|Inc\.|Limited|Ltd\.)$/u, '')
    .replace(/ Holdings,?.*$/u, ' Holdings')
  return [...new Set([name, core])]
}

function kanaOf({ kana }: Names): Trace[] {
  const core = kana.replace(/カブシキガイシャ|ソウゴガイシャ/u, '')
  return [core, hiragana(core)].map((text) => ({ kind: 'kana', text }))
}

/** Returns katakana as hiragana; long marks stay. */
function hiragana(katakana: string): string {
  return katakana.replaceAll(/[ァ-ヶ]/gu, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0x60))
}
