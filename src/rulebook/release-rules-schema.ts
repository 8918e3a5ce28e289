import { Type, type Static } from 'typebox'
import { LocalTextSchema } from './core-field-schema.ts'
import { ClauseSchema, SourceSchema } from './law-part-schema.ts'
import { code, exact, isoDate, name } from './schema-part.ts'
import type { Validity } from './validity.ts'

/** Kinds of facts of a shareable part to whose release somebody may agree beforehand. */
export const factKinds = ['kind', 'indicators', 'techniques', 'vulnerabilities', 'circumstances'] as const

/** A kind of facts of a shareable part. */
export type FactKind = (typeof factKinds)[number]

/** Highest markings under which somebody may agree beforehand, the most open first; TLP:RED names its recipients one by one. */
export const agreedTlpLevels = ['clear', 'green', 'amber', 'amber+strict'] as const

/** A marking under which somebody may agree beforehand. */
export type AgreedTlp = (typeof agreedTlpLevels)[number]

/** Half-open, in the zone of the rulebook. */
const validity = { validFrom: isoDate, validTo: Type.Union([Type.Null(), isoDate]) }

const WithoutConsentSchema = Type.Object(
  {
    id: name,
    /** Code of the authority, or null for every authority of the rulebook that no other rule names. */
    recipient: Type.Union([Type.Null(), code]),
    /** Whether it may warn others with what was reported where the reporter has not agreed. */
    allowed: Type.Boolean(),
    ...validity,
    text: LocalTextSchema,
    clause: ClauseSchema,
  },
  exact,
)

const SectorAgreementSchema = Type.Object(
  {
    id: name,
    /** Sectors whose operators agreed by joining, or by a rule that binds them. */
    sectors: Type.Array(code, { minItems: 1, uniqueItems: true }),
    facts: Type.Array(Type.Enum([...factKinds]), { minItems: 1, uniqueItems: true }),
    /** The most open marking that a warning may get; one that the report asks for and that is stricter stays. */
    tlp: Type.Enum([...agreedTlpLevels]),
    ...validity,
    text: LocalTextSchema,
    clause: ClauseSchema,
  },
  exact,
)

/** Schema of what a rulebook says on warnings: who may warn without consent, and who has agreed beforehand. */
export const ReleaseRulesSchema = Type.Object(
  {
    sources: Type.Array(SourceSchema, { minItems: 1 }),
    withoutConsent: Type.Array(WithoutConsentSchema),
    agreedBySector: Type.Array(SectorAgreementSchema),
  },
  exact,
)

/** What the head of a rulebook says on warnings. */
export type ReleaseRulesData = Static<typeof ReleaseRulesSchema>

/** A rule with the instants between which it is in force. */
export type Dated<Rule> = Omit<Rule, keyof Validity> & Validity

/** What a rulebook says on warnings, ready to be asked. */
export type ReleaseRules = Omit<ReleaseRulesData, 'withoutConsent' | 'agreedBySector'> & {
  readonly withoutConsent: readonly Dated<ReleaseRulesData['withoutConsent'][number]>[]
  readonly agreedBySector: readonly Dated<ReleaseRulesData['agreedBySector'][number]>[]
}
