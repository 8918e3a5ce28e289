import { Type } from 'typebox'

/** Options of an object that takes no key beside its own. */
export const exact = { additionalProperties: false }

/** Schema of a code that begins with its country, such as `jp.espa.electricity`. */
export const code = Type.String({ pattern: '^[a-z]{2}(\\.[a-z0-9]+(-[a-z0-9]+)*)+$' })

/** Schema of a name in kebab-case. */
export const name = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' })

/** Schema of a calendar date; whether it exists is checked where it is read. */
export const isoDate = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** Schema of the address of a public text, or null where none is known. */
export const url = Type.Union([Type.Null(), Type.String({ pattern: '^https://' })])

/** Schema of an instant that a worked example expects, or null where none is known. */
export const instantOrNull = Type.Union([Type.Null(), Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T' })])
