/**
 * The address of every page, by name; `:id` stands for a part that changes.
 *
 * All pages but the first lie below `/p/`, so that no page takes an address of the API, the feeds or the log.
 */
export const pagePaths = {
  start: '/',
  signIn: '/p/sign-in',
  enrol: '/p/enrol',
  join: '/p/join',
  members: '/p/members',
  directory: '/p/directory',
  keys: '/p/keys',
  triage: '/p/assess',
  decisions: '/p/decisions',
  decision: '/p/decisions/:decisionId',
  fileReport: '/p/report',
  handIn: '/p/hand-in',
  phone: '/p/phone',
  owed: '/p/owed',
  agreement: '/p/agreement',
  ownIncidents: '/p/incidents',
  ownIncident: '/p/incidents/:incidentId',
  followUp: '/p/incidents/:incidentId/follow-up',
  openings: '/p/incidents/:incidentId/openings',
  filedReport: '/p/reports/:reportId',
  inbox: '/p/inbox',
  receivedIncident: '/p/inbox/:incidentId',
  sealedReport: '/p/inbox/:incidentId/reports/:reportId',
  openingWatch: '/p/opening-watch',
  campaigns: '/p/campaigns',
  campaign: '/p/campaigns/:campaignId',
  held: '/p/held',
  drafts: '/p/drafts',
  draft: '/p/drafts/:draftId',
  answerActs: '/p/answers',
  answerOwners: '/p/answer-owners',
  answerLink: '/p/answer',
  simulation: '/p/simulation',
  warnings: '/p/warnings',
  warning: '/p/warnings/:warningId',
  subscriptions: '/p/subscriptions',
  subscription: '/p/subscriptions/:subscriptionId',
  webhookHosts: '/p/webhook-hosts',
  unsubscribe: '/p/unsubscribe',
  promise: '/p/promise',
  verify: '/p/verify',
  log: '/p/log',
  components: '/p/components',
} as const

/** The name of a page. */
export type PageName = keyof typeof pagePaths

type ChangingParts<Path extends string> = Path extends `${string}:${infer Part}/${infer Rest}`
  ? Part | ChangingParts<Rest>
  : Path extends `${string}:${infer Part}`
    ? Part
    : never

/** The changing parts of a page's address, by name. */
export type PageParts<Name extends PageName> = Readonly<Record<ChangingParts<(typeof pagePaths)[Name]>, string>>

/**
 * Returns the address of a page, for `href`.
 *
 * @param parts Values of the parts that change, for example `{ incidentId }`; a page without any takes none.
 */
export function pagePath<Name extends PageName>(
  name: Name,
  ...[parts]: keyof PageParts<Name> extends never ? [] : [parts: PageParts<Name>]
): string {
  const values: Readonly<Record<string, string>> = parts ?? {}
  return pagePaths[name].replaceAll(/:(\w+)/g, (_, part: string) => encodeURIComponent(values[part] ?? ''))
}

/** Returns whether `address` is within the pages of this site, so that the browser's own router can reach it; a query or another site is not. */
export function isPageAddress(address: string): boolean {
  return address === '/' || /^\/p\/[\w/%.~-]*$/.test(address)
}
