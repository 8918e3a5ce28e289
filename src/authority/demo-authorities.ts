import { Type, type Static } from 'typebox'
import { BilingualName, DemoPerson, RandomId } from '#identity/demo-person.ts'
import authorities from './demo-authorities.json' with { type: 'json' }

/** Shape of a fictional authority. */
export const DemoAuthority = Type.Object(
  {
    id: RandomId,
    /** The code under which rulebooks name the authority as a recipient. */
    code: Type.String({ pattern: '^jp(\\.[a-z-]+)+$' }),
    kind: Type.Union([Type.Literal('ministry'), Type.Literal('cyber-office'), Type.Literal('police'), Type.Literal('privacy-commission')]),
    names: BilingualName,
    /** Codes of the sectors over which the authority has jurisdiction; empty where its task is not bound to sectors. */
    sectors: Type.Array(Type.String({ pattern: '^jp\\.espa\\.[a-z-]+$' })),
    people: Type.Array(DemoPerson, { minItems: 3 }),
  },
  { additionalProperties: false },
)

/** A fictional authority that mirrors the jurisdiction of a real one. */
export type DemoAuthority = Static<typeof DemoAuthority>

/** The authorities of the fictional country. */
export const demoAuthorities = authorities as readonly DemoAuthority[]
