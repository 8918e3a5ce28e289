import type { TSchema } from 'typebox'
import { AuthorityDutySchema } from './authority-duty-schema.ts'
import { LawSchema } from './law-schema.ts'
import { RulebookHeadSchema, SectorsFileSchema } from './rulebook-head-schema.ts'

/** Folder of the JSON Schemas, from the root of the repository. */
const folder = 'docs/rulebook'

const schemas: Readonly<Record<string, { readonly title: string; readonly schema: TSchema }>> = {
  'law.schema.json': { title: 'One duty of one law in a rulebook of Noroshi', schema: LawSchema },
  'authority-duty.schema.json': { title: 'What a law asks of the authority that receives reports', schema: AuthorityDutySchema },
  'rulebook.schema.json': { title: 'Head of a rulebook of Noroshi', schema: RulebookHeadSchema },
  'sectors.schema.json': { title: 'Sector lists of a rulebook of Noroshi', schema: SectorsFileSchema },
}

/** Returns the JSON Schemas (draft 2020-12) of the data files of a rulebook as texts, by path: editors complete and check with them. */
export function schemaDocuments(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([name, { title, schema }]) => [
      `${folder}/${name}`,
      `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...schema }, null, 2)}\n`,
    ]),
  )
}
