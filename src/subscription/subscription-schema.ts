import Type, { type Static } from 'typebox'
import { languages, type Language } from '#base/language.ts'
import { longestMailAddress, mailAddressPattern } from '#delivery/mail-address.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import { uuidSchema } from '#identity/uuid-schema.ts'
import { cadences, subscribedKinds, type Cadence, type SubscribedKind } from './subscription.ts'

const closed = { additionalProperties: false } as const

/** Which warnings somebody wants. */
export const filterSchema = Type.Object(
  {
    kinds: Type.Array(Type.Unsafe<SubscribedKind>(Type.Enum([...subscribedKinds])), { maxItems: 3, uniqueItems: true }),
    sectorGroups: Type.Array(Type.String({ pattern: '^[a-z][a-z0-9.-]{0,79}$' }), {
      maxItems: 50,
      description: 'Groups of sectors; a warning for everybody is for each of them',
    }),
    techniques: Type.Array(Type.String({ pattern: '^T[0-9]{4}(?:[.][0-9]{3})?$' }), {
      maxItems: 100,
      description: 'ATT&CK ids; a technique takes its sub-techniques in',
    }),
    products: Type.Array(Type.String({ minLength: 1, maxLength: 120 }), { maxItems: 100 }),
    ownProducts: Type.Boolean({ description: 'Only warnings that name a product which the organisation has declared' }),
    confirmedOnly: Type.Boolean(),
    tlp: Type.Unsafe<Clearance>(Type.Enum([...clearances], { description: 'The most protected level that is wanted' })),
  },
  { ...closed, description: 'An empty list asks nothing; everything that is asked must hold' },
)

const timingSchema = Type.Object(
  {
    cadence: Type.Unsafe<Cadence>(Type.Enum([...cadences])),
    digestMinute: Type.Integer({ minimum: 0, maximum: 1439, description: 'Minutes after midnight of a daily digest' }),
    zone: Type.String({ pattern: '^[A-Za-z0-9_+/-]{1,60}$', description: 'IANA time zone of the digest' }),
  },
  closed,
)

const webhookForm = Type.Union([Type.Literal('json'), Type.Literal('slack'), Type.Literal('teams')])

const destinationSchema = Type.Union([
  Type.Object(
    {
      channel: Type.Literal('webhook'),
      form: webhookForm,
      address: Type.String({ maxLength: 2000, description: 'https address' }),
    },
    closed,
  ),
  Type.Object(
    {
      channel: Type.Literal('mail'),
      form: Type.Literal('text'),
      address: Type.String({ pattern: mailAddressPattern, maxLength: longestMailAddress }),
    },
    closed,
  ),
])

const changeable = {
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
  language: Type.Unsafe<Language>(Type.Enum([...languages])),
  filter: filterSchema,
  timing: timingSchema,
  isShown: Type.Boolean({ description: 'Whether releasers may see by name that a recall has reached it' }),
}

/** A subscription that is to be made. */
export const newSubscriptionSchema = Type.Object(
  { ...changeable, destination: destinationSchema, isOwn: Type.Boolean({ description: 'True: it ends with the membership of its maker' }) },
  closed,
)

/** What may be changed of a subscription; what is left out of the last two stays. */
export const subscriptionChangeSchema = Type.Object(
  {
    ...changeable,
    form: Type.Optional(webhookForm),
    address: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'On the same channel; the present one counts until this one is confirmed',
      }),
    ),
  },
  closed,
)

/** A change of a subscription. */
export type SubscriptionPatch = Static<typeof subscriptionChangeSchema>

/** A subscription that is to be made. */
export type NewSubscription = Static<typeof newSubscriptionSchema>

/** The id of a subscription in an address. */
export const subscriptionParams = Type.Object({ id: uuidSchema })

/** Products that an organisation declares. */
export const productsSchema = Type.Object(
  { products: Type.Array(Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }), { maxItems: 500 }) },
  closed,
)
