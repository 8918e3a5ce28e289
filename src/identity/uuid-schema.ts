import Type from 'typebox'

const form = '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'
const pattern = new RegExp(form)

/** Tells whether `text` is a UUID as the addresses of this system take it. */
export function isUuid(text: string): boolean {
  return pattern.test(text)
}

/** A UUID in lower case, as this system writes it. */
export const uuidSchema = Type.String({
  pattern: form,
  description: 'UUID',
})
