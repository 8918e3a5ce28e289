import { Type, type Static } from 'typebox'
import { DemoPerson, RandomId } from '#identity/demo-person.ts'
import operators from './demo-operators.json' with { type: 'json' }

const closed = { additionalProperties: false }

const names = {
  ja: Type.String({ minLength: 1 }),
  kana: Type.String({ minLength: 1 }),
  /** Legal name in English. */
  romaji: Type.String({ minLength: 1 }),
}

/** Shape of a fictional operator. */
export const DemoOperator = Type.Object(
  {
    id: RandomId,
    /** 法人番号: 13 digits, the first of which is the check digit of the other twelve. */
    corporateNumber: Type.String({ pattern: '^[1-9][0-9]{12}$' }),
    names: Type.Object(
      {
        ...names,
        abbreviations: Type.Array(Type.String({ minLength: 2 })),
        former: Type.Array(Type.Object(names, closed)),
      },
      closed,
    ),
    subsidiaries: Type.Array(Type.Object({ names: Type.Object(names, closed), domains: Type.Array(Type.String()) }, closed)),
    sectors: Type.Array(Type.String({ pattern: '^jp\\.espa\\.[a-z-]+$' }), { minItems: 1 }),
    designations: Type.Array(Type.String({ pattern: '^jp\\.[a-z-]+$' }), { minItems: 1 }),
    /** Products that it declared to use, by the names of the gate's catalogue; null where it declared nothing. */
    products: Type.Union([Type.Array(Type.String()), Type.Null()]),
    domains: Type.Array(Type.String(), { minItems: 1 }),
    /** Networks in CIDR notation. */
    ranges: Type.Array(Type.String(), { minItems: 1 }),
    /** Names of internal hosts. */
    systems: Type.Array(Type.String(), { minItems: 1 }),
    people: Type.Array(DemoPerson, { minItems: 1, maxItems: 2 }),
  },
  closed,
)

/** A fictional operator: names, subsidiaries, sectors, identifiers and people. */
export type DemoOperator = Static<typeof DemoOperator>

/** The operators of the fictional country; domains and networks are reserved for documentation (RFC 2606, 5737, 3849, 9637). */
export const demoOperators = operators as readonly DemoOperator[]
