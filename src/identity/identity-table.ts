import type { ColumnType, Generated } from 'kysely'
import type { OrganisationKind, Clearance, Role } from './actor.ts'

declare module '#database/tables.ts' {
  interface Tables {
    organisation: { id: string; kind: OrganisationKind; name_ja: string; name_en: string; clearance: Clearance }
    person: {
      id: string
      organisation_id: string
      name_ja: string
      name_en: string
      roles: readonly Role[]
      pseudonym: string
      active: boolean
    }
    person_key: {
      id: string
      person_id: string
      recipient: string
      signing_key: string
      created_at: string
      revoked_at: string | null
      usable_at: string | null
    }
    organisation_key: {
      id: string
      organisation_id: string
      epoch: number
      recipient: string
      created_at: string
      revoked_at: ColumnType<string | null, string | null | undefined, string | null>
    }
    organisation_key_copy: { key_id: string; person_key_id: string; wrapped: string }
    session: { hash: Buffer; id: Generated<string>; person_id: string; created_at: string; expires_at: string; verified_at: string }
    api_token: {
      hash: Buffer
      id: string
      person_id: string
      label: string
      scopes: readonly string[] | null
      created_at: string
      expires_at: string
      revoked_at: string | null
    }
  }
}

/** One organisation as it is stored. */
export type OrganisationRow = {
  readonly id: string
  readonly kind: OrganisationKind
  readonly name: { readonly ja: string; readonly en: string }
  readonly clearance: Clearance
}

/** One person as it is stored. */
export type PersonRow = {
  readonly id: string
  readonly organisationId: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly roles: readonly Role[]
  readonly pseudonym: string
}
