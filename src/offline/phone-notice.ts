/** The ten fields of a notice by telephone, of the first questions of the first report; "not known yet" is valid for each. */
export const noticeFieldIds = [
  'inc.kind',
  'inc.summary',
  'inc.status',
  't.aware',
  'ast.designated',
  'svc.effect',
  'svc.level_broken',
  'imp.safety',
  'mal.suspected',
  'pd.suspected',
] as const

/** Longest time in hours between a call and its entry. */
export const longestDelayHours = 24

/** A notice by telephone as its incident shows it. Instants are ISO 8601 in UTC. */
export type PhoneNotice = {
  readonly reportId: string
  /** When the call was taken. */
  readonly filedAt: string
  readonly authority: { readonly ja: string; readonly en: string } | null
  /** Sixteen digits that the officer read out at the end of the call. */
  readonly readBackCode: string
  /** Until the operator has filed the written report, or has withdrawn. */
  readonly state: 'unconfirmed' | 'confirmed' | 'withdrawn'
}
