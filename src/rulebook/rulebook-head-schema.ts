import { Type, type Static } from 'typebox'
import { AuthorityTargetSchema } from './authority-duty-schema.ts'
import { LocalTextSchema } from './core-field-schema.ts'
import { ReleaseRulesSchema } from './release-rules-schema.ts'
import { code, exact, isoDate, name, url } from './schema-part.ts'

/** Schema of the head of a rulebook: which laws, whose days. */
export const RulebookHeadSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal('noroshi-rulebook-1'),
    id: name,
    version: Type.String({ pattern: '^\\d{4}\\.\\d{2}\\.\\d{2}(\\.\\d+)?$' }),
    name: LocalTextSchema,
    /** ISO 3166 codes of the countries (and `EU`) whose operators the rulebook may bind. */
    jurisdictions: Type.Array(Type.String({ pattern: '^[A-Z]{2}$' }), { minItems: 1, uniqueItems: true }),
    zone: Type.Object({ id: Type.String({ pattern: '^[A-Za-z_]+(/[A-Za-z_]+)*$' }), name: LocalTextSchema }, exact),
    /** Id of the holiday calendar by which the last day of a period may move. */
    calendar: Type.String({ pattern: '^[a-z.-]+$' }),
    clockEvents: Type.Array(Type.Object({ event: name, fact: Type.String(), name: LocalTextSchema }, exact), { minItems: 1 }),
    recipients: Type.Array(
      Type.Object(
        {
          code,
          kind: Type.Enum(['ministry', 'cyber-office', 'police', 'privacy-commission', 'csirt', 'regulator', 'public']),
          name: LocalTextSchema,
        },
        exact,
      ),
      { minItems: 1 },
    ),
    designations: Type.Array(Type.Object({ code, name: LocalTextSchema }, exact)),
    /** Targets of service for authorities, where the law puts no clock on what they do with a report. */
    authorityTargets: Type.Optional(Type.Array(AuthorityTargetSchema)),
    /** Who may warn others without the reporter's consent, and which sectors agreed beforehand. */
    release: Type.Optional(ReleaseRulesSchema),
  },
  exact,
)

/** Schema of a data file of sector lists. */
export const SectorsFileSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    format: Type.Literal('noroshi-sectors-1'),
    lists: Type.Array(
      Type.Object(
        {
          id: code,
          name: LocalTextSchema,
          source: Type.Object({ title: LocalTextSchema, clause: LocalTextSchema, url }, exact),
          verified: Type.Boolean(),
          note: LocalTextSchema,
          sectors: Type.Array(
            Type.Object(
              { code, name: LocalTextSchema, validFrom: isoDate, validTo: Type.Union([Type.Null(), isoDate]), ministers: Type.Array(code) },
              exact,
            ),
            {
              minItems: 1,
            },
          ),
        },
        exact,
      ),
      { minItems: 1 },
    ),
    /** `same`: one sector under two names; `within`: the first is part of the second; `overlaps`: neither covers the other. */
    crosswalk: Type.Array(Type.Object({ from: code, to: code, relation: Type.Enum(['same', 'within', 'overlaps']) }, exact)),
    /** Labels of warnings: what a warning calls those for whom it is. A sector is in one group at most, or labels would narrow each other down. */
    groups: Type.Optional(
      Type.Array(Type.Object({ code, name: LocalTextSchema, sectors: Type.Array(code, { minItems: 1, uniqueItems: true }) }, exact)),
    ),
  },
  exact,
)

/** The head of a rulebook. */
export type RulebookHead = Static<typeof RulebookHeadSchema>

/** The sector lists of a rulebook. */
export type SectorLists = Static<typeof SectorsFileSchema>
