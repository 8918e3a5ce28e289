import type { ColumnType, Generated } from 'kysely'
import type { GateSignature } from '#key-directory/gate-key.ts'
import type { Clearance } from '#identity/actor.ts'
import type { WarningAct, WarningContent } from './warning.ts'

/** States of one version of a warning: being written, waiting for the next release tick, out, or never to go out. */
export type WarningState = 'draft' | 'approved' | 'published' | 'dropped'

declare module '#database/tables.ts' {
  interface Tables {
    warning: {
      id: string
      version: number
      version_id: Generated<string>
      act: WarningAct
      state: WarningState
      tlp: Clearance
      content: ColumnType<WarningContent, string, string>
      published_at: string | null
    }
    warning_publication: {
      clearance: Clearance
      sequence: number
      warning_id: string
      warning_version: number
    }
    warning_object: {
      collection: Clearance
      date_added: string
      stix_id: string
      stix_version: string
      type: string
      warning_id: string | null
      warning_version: number | null
      body: Buffer
    }
  }
}

/** One version of one warning. */
export type WarningVersion = { readonly id: string; readonly version: number }

/** A warning on its way to publication. */
export type ApprovedWarning = WarningVersion & {
  /** Id of the version, that of the draft from which it comes; a fresh one where it is left out. */
  readonly versionId?: string
  readonly act: WarningAct
  readonly tlp: Clearance
  readonly content: WarningContent
}

/** A warning that is out; `sequence` counts for the clearance of who asks. */
export type PublishedWarning = ApprovedWarning & {
  readonly publishedAt: string
  readonly sequence: number
  /** Of the release gate; null for what was published before it had a key. */
  readonly signature: GateSignature | null
}
