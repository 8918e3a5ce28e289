import { Type, type Static } from 'typebox'
import { roles, type Role } from './actor.ts'

/** Shape of a random (version 4) UUID in lower case. */
export const RandomId = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })

/** Shape of a name in both languages. */
export const BilingualName = Type.Object(
  { ja: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
)

/** Shape of a fictional person and of the roles it holds in its one organisation. */
export const DemoPerson = Type.Object(
  { id: RandomId, name: BilingualName, roles: Type.Array(Type.Unsafe<Role>(Type.Enum([...roles])), { minItems: 1 }) },
  { additionalProperties: false },
)

/** A fictional person and the roles it holds in its one organisation. */
export type DemoPerson = Static<typeof DemoPerson>
