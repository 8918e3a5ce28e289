import { Type, type Static } from 'typebox'
import { checkShape } from '../check-shape.ts'
import { LocalTextSchema } from '../core-field-schema.ts'
import { exact } from '../schema-part.ts'
import distributionsFile from './incident-distributions.json' with { type: 'json' }

const share = Type.Number({ minimum: 0, maximum: 1 })
const weight = Type.Number({ minimum: 0 })
/** One number for each severity: low, medium, high. */
const bySeverity = Type.Tuple([Type.Number(), Type.Number(), Type.Number()])
const spreadAround = { median: Type.Number({ exclusiveMinimum: 0 }), spread: Type.Number({ exclusiveMinimum: 1 }) }
const hours = Type.Object(spreadAround, exact)
const name = Type.String({ minLength: 1 })
const names = Type.Array(name, { minItems: 1 })

/** Where the numbers come from: a source that says so, or what we assume. */
const basis = Type.Object({ kind: Type.Enum(['source', 'assumption']), text: name, url: Type.Union([Type.Null(), name]) }, exact)

/** Narrows a fact to incidents of these places, sectors or kinds, with one of these effects, or with the answer "yes" to another fact. */
const only = Type.Optional(
  Type.Object(
    {
      places: Type.Optional(names),
      sectors: Type.Optional(names),
      kinds: Type.Optional(names),
      effects: Type.Optional(names),
      yes: Type.Optional(name),
    },
    exact,
  ),
)

const DesignationSchema = Type.Object({ code: name, share, sectors: Type.Optional(names), sizes: Type.Optional(names) }, exact)

const PlaceSchema = Type.Object(
  {
    place: name,
    weight,
    jurisdictions: names,
    utcOffsetMinutes: Type.Integer(),
    regions: Type.Record(Type.String(), weight),
    designations: Type.Array(DesignationSchema),
  },
  exact,
)

const SectorSchema = Type.Object(
  {
    sector: name,
    weight,
    /** Codes in the lists of the home country; elsewhere the code is made of the place and the sector. */
    codes: Type.Array(name),
    /** Only where no list of a rulebook names it. */
    name: Type.Optional(LocalTextSchema),
    /** Factors on the weights of kinds. */
    kinds: Type.Optional(Type.Record(Type.String(), weight)),
  },
  exact,
)

const KindSchema = Type.Object(
  {
    kind: name,
    basis,
    weight,
    answer: name,
    malicious: share,
    certainty: Type.Record(Type.String(), weight),
    severity: bySeverity,
    personalData: share,
    /** From the first act to its detection. */
    dwellHours: hours,
    effects: Type.Record(Type.String(), bySeverity),
    vectors: Type.Record(Type.String(), weight),
  },
  exact,
)

const PersonalDataSchema = Type.Object(
  {
    basis,
    unknown: share,
    sensitive: Type.Object({ share, bySector: Type.Record(Type.String(), share) }, exact),
    property: Type.Object({ share, bySector: Type.Record(Type.String(), share) }, exact),
    risk: Type.Object({ shares: bySeverity }, exact),
    persons: Type.Object({ median: bySeverity, spread: spreadAround.spread, unknown: share }, exact),
  },
  exact,
)

const RansomSchema = Type.Object(
  { basis, types: Type.Record(Type.String(), share), paid: share, planned: share, unknown: share, afterAwareHours: hours },
  exact,
)

const YesNoSchema = Type.Object({ fact: name, yes: bySeverity, unknown: share, only }, exact)

const NumberSchema = Type.Object(
  {
    fact: name,
    median: bySeverity,
    spread: spreadAround.spread,
    unknown: share,
    /** True where it grows with the size of the operator. */
    scaled: Type.Boolean(),
    integer: Type.Boolean(),
    maximum: Type.Optional(Type.Number()),
    only,
  },
  exact,
)

const CodeSchema = Type.Object({ fact: name, unknown: share, options: Type.Record(Type.String(), bySeverity), only }, exact)

const InstantSchema = Type.Object({ fact: name, after: name, hours, share, only }, exact)

const FilingSchema = Type.Object({ ...spreadAround, never: share }, exact)

const DistributionsSchema = Type.Object(
  {
    format: Type.Literal('noroshi-incident-distributions-1'),
    months: Type.Object({ basis, weights: Type.Array(weight, { minItems: 12, maxItems: 12 }) }, exact),
    hours: Type.Object({ basis, weights: Type.Array(weight, { minItems: 24, maxItems: 24 }) }, exact),
    places: Type.Object({ basis, values: Type.Array(PlaceSchema, { minItems: 1 }) }, exact),
    secondPlace: Type.Object({ basis, shares: Type.Record(Type.String(), share) }, exact),
    sectors: Type.Object({ basis, values: Type.Array(SectorSchema, { minItems: 1 }) }, exact),
    sizes: Type.Object(
      {
        basis,
        values: Type.Array(Type.Object({ size: name, weight, scale: Type.Number(), haste: Type.Number() }, exact), { minItems: 1 }),
      },
      exact,
    ),
    knowledge: Type.Object({ basis, values: Type.Array(Type.Object({ weight, unknown: Type.Number() }, exact), { minItems: 1 }) }, exact),
    kinds: Type.Object({ values: Type.Array(KindSchema, { minItems: 1 }) }, exact),
    yesNo: Type.Object({ basis, values: Type.Array(YesNoSchema) }, exact),
    personalData: PersonalDataSchema,
    numbers: Type.Object({ basis, values: Type.Array(NumberSchema) }, exact),
    codes: Type.Object({ basis, values: Type.Array(CodeSchema) }, exact),
    ransom: RansomSchema,
    instants: Type.Object({ basis, values: Type.Array(InstantSchema) }, exact),
    filing: Type.Object({ basis, stages: Type.Record(Type.String(), FilingSchema) }, exact),
  },
  exact,
)

/** How often what happens in a generated incident, with the source or the assumption of every table. */
export type IncidentDistributions = Static<typeof DistributionsSchema>

/** Where the operator is at home, or is bound too. */
export type Place = Static<typeof PlaceSchema>

/** To which incidents a table applies. */
export type Narrowing = NonNullable<Static<typeof only>>

/** The distributions that generated incidents follow; one number for each severity means low, medium, high. */
export const incidentDistributions: IncidentDistributions = checkShape(
  DistributionsSchema,
  distributionsFile,
  'simulation/incident-distributions.json',
)
