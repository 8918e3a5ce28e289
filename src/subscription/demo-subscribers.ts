import { Type, type Static } from 'typebox'
import { clearances, type Clearance } from '#identity/actor.ts'
import { BilingualName, DemoPerson, RandomId } from '#identity/demo-person.ts'
import subscribers from './demo-subscribers.json' with { type: 'json' }

/** Shape of a fictional organisation that reads warnings and is no operator. */
export const DemoSubscriber = Type.Object(
  {
    id: RandomId,
    kind: Type.Union([
      Type.Literal('association'),
      Type.Literal('managed-security-provider'),
      Type.Literal('vendor'),
      Type.Literal('university'),
    ]),
    names: BilingualName,
    /** The highest TLP level that the organisation may read. */
    clearance: Type.Unsafe<Clearance>(Type.Enum([...clearances])),
    people: Type.Array(DemoPerson, { minItems: 1 }),
  },
  { additionalProperties: false },
)

/** A fictional organisation that reads warnings and is no operator. */
export type DemoSubscriber = Static<typeof DemoSubscriber>

/** The organisations of the fictional country that read warnings without being operators. */
export const demoSubscribers = subscribers as readonly DemoSubscriber[]
