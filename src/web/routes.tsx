import { campaignsText } from '#campaign/campaign-page-text.ts'
import { membersText } from '#authority/members-text.ts'
import { roles, type Role } from '#identity/actor.ts'
import { decisionText } from '#obligation/decision-text.ts'
import { simulationPageText } from '#obligation/simulation-page-text.ts'
import { owedPageText } from '#obligation/owed-text.ts'
import { inboxText } from '#opening/inbox-text.ts'
import { openingWatchText } from '#opening/opening-watch-text.ts'
import { handInText } from '#offline/hand-in-text.ts'
import { phoneText } from '#offline/phone-text.ts'
import { fileReportText } from '#report/file-report-text.ts'
import { ownIncidentText } from '#report/own-incident-text.ts'
import { triageText } from '#report/triage-text.ts'
import { subscriptionsText } from '#subscription/subscriptions-text.ts'
import { webhookHostsText } from '#subscription/webhook-hosts-text.ts'
import { answerOwnerText } from '#sighting/answer-owner-text.ts'
import { answerActsText } from '#sighting/answer-act-text.ts'
import type { PageName } from '#ui/page-path.ts'
import { logPageText } from '#verification/log-page-text.ts'
import { verifyPageText } from '#verification/verify-page-text.ts'
import { draftsText } from '#warning/draft/draft-text.ts'
import { agreementText } from '#warning/agreement/agreement-text.ts'
import { heldText } from '#warning/held-text.ts'
import { warningsText } from '#warning/warning-page-text.ts'
import { page, type PageEntry } from './page-entry.ts'

/** Roles of an operator that see its own incidents. */
const ownReaders: readonly Role[] = ['filer', 'viewer', 'operator-administrator']

/**
 * Every page of the site: one line each, fetched when wanted, in the order of the main menu. Its address stands in `pagePaths`.
 */
export const pages: Readonly<Record<PageName, PageEntry>> = {
  start: page(() => import('./start-page.tsx').then((file) => file.StartPage)),
  signIn: page(() => import('./sign-in-page.tsx').then((file) => file.SignInPage)),
  enrol: page(() => import('#identity/enrol-page.tsx').then((file) => file.EnrolPage)),
  join: page(() => import('#authority/join-page.tsx').then((file) => file.JoinPage)),
  keys: page(() => import('#identity/keys-page.tsx').then((file) => file.KeysPage)),
  triage: page(() => import('#report/triage-page.tsx').then((file) => file.TriagePage), { menu: triageText.title, menuRoles: ownReaders }),
  fileReport: page(() => import('./filing-pages.tsx').then((file) => file.FirstReportPage), {
    roles: ['filer'],
    menu: fileReportText.menu,
  }),
  ownIncidents: page(() => import('#report/own-incidents-page.tsx').then((file) => file.OwnIncidentsPage), {
    roles: ownReaders,
    menu: ownIncidentText.listTitle,
  }),
  ownIncident: page(() => import('./own-case-page.tsx').then((file) => file.OwnCasePage), { roles: ownReaders }),
  followUp: page(() => import('./filing-pages.tsx').then((file) => file.NextReportPage), { roles: ['filer'] }),
  decisions: page(() => import('#obligation/decisions-page.tsx').then((file) => file.DecisionsPage), {
    roles: ownReaders,
    menu: decisionText.listTitle,
  }),
  decision: page(() => import('#obligation/decision-page.tsx').then((file) => file.DecisionPage), { roles: ownReaders }),
  agreement: page(() => import('#warning/agreement/agreement-page.tsx').then((file) => file.AgreementPage), {
    roles: ownReaders,
    menu: agreementText.title,
    menuRoles: ['operator-administrator'],
  }),
  openings: page(() => import('#opening/openings-page.tsx').then((file) => file.OpeningsPage), { roles: ownReaders }),
  filedReport: page(() => import('#report/filed-report-page.tsx').then((file) => file.FiledReportPage), { roles: ownReaders }),
  inbox: page(() => import('./inbox-with-links.tsx').then((file) => file.InboxWithLinks), { roles: ['officer'], menu: inboxText.title }),
  receivedIncident: page(() => import('./received-case-page.tsx').then((file) => file.ReceivedCasePage), { roles: ['officer'] }),
  sealedReport: page(() => import('#opening/sealed-report-page.tsx').then((file) => file.SealedReportPage), { roles: ['officer'] }),
  owed: page(() => import('./owed-page.tsx').then((file) => file.OwedPage), {
    roles: [...ownReaders, 'officer'],
    menu: owedPageText.title,
  }),
  phone: page(() => import('#offline/phone-page.tsx').then((file) => file.PhonePage), { roles: ['officer'], menu: phoneText.menu }),
  handIn: page(() => import('#offline/hand-in-page.tsx').then((file) => file.HandInPage), {
    menu: handInText.menu,
    menuRoles: ['officer'],
  }),
  openingWatch: page(() => import('#opening/opening-watch-page.tsx').then((file) => file.OpeningWatchPage), {
    roles: ['authority-administrator'],
    menu: openingWatchText.title,
  }),
  campaigns: page(() => import('#campaign/campaigns-page.tsx').then((file) => file.CampaignsPage), {
    roles: ['officer'],
    menu: campaignsText.title,
  }),
  campaign: page(() => import('./campaign-with-warnings.tsx').then((file) => file.CampaignWithWarnings), { roles: ['officer'] }),
  held: page(() => import('#warning/held-page.tsx').then((file) => file.HeldPage), {
    roles: ['officer', 'releaser'],
    menu: heldText.title,
  }),
  drafts: page(() => import('#warning/draft/drafts-page.tsx').then((file) => file.DraftsPage), {
    roles: ['officer', 'releaser'],
    menu: draftsText.title,
  }),
  draft: page(() => import('#warning/draft/draft-page.tsx').then((file) => file.DraftPage), { roles: ['officer', 'releaser'] }),
  answerActs: page(() => import('#sighting/answer-acts-page.tsx').then((file) => file.AnswerActsPage), {
    roles: ['officer', 'releaser'],
    menu: answerActsText.title,
  }),
  members: page(() => import('#authority/members-page.tsx').then((file) => file.MembersPage), {
    roles: ['officer', 'releaser', 'authority-administrator'],
    menu: membersText.title,
  }),
  directory: page(() => import('#authority/directory-page.tsx').then((file) => file.DirectoryPage), { roles }),
  simulation: page(() => import('#obligation/simulation-page.tsx').then((file) => file.SimulationPage), {
    menu: simulationPageText.title,
    menuRoles: ['officer', 'rule-author', 'auditor'],
  }),
  warnings: page(() => import('#warning/warnings-page.tsx').then((file) => file.WarningsPage), { menu: warningsText.title }),
  warning: page(() => import('./warning-with-tools.tsx').then((file) => file.WarningWithTools)),
  subscriptions: page(() => import('#subscription/subscriptions-page.tsx').then((file) => file.SubscriptionsPage), {
    roles: ['subscriber'],
    menu: subscriptionsText.title,
  }),
  subscription: page(() => import('#subscription/subscription-page.tsx').then((file) => file.SubscriptionPage), {
    roles: ['subscriber'],
  }),
  webhookHosts: page(() => import('#subscription/webhook-hosts-page.tsx').then((file) => file.WebhookHostsPage), {
    roles: ['registrar'],
    menu: webhookHostsText.title,
  }),
  answerOwners: page(() => import('#sighting/answer-owners-page.tsx').then((file) => file.AnswerOwnersPage), {
    roles: ['registrar'],
    menu: answerOwnerText.title,
  }),
  promise: page(() => import('#warning/promise-page.tsx').then((file) => file.PromisePage)),
  unsubscribe: page(() => import('#subscription/unsubscribe-page.tsx').then((file) => file.UnsubscribePage)),
  answerLink: page(() => import('#sighting/answer-link-page.tsx').then((file) => file.AnswerLinkPage)),
  verify: page(() => import('#verification/verify-page.tsx').then((file) => file.VerifyPage), {
    menu: verifyPageText.title,
    menuRoles: [...ownReaders, 'auditor'],
  }),
  log: page(() => import('#verification/log-page.tsx').then((file) => file.LogPage), { roles: ['auditor'], menu: logPageText.title }),
  components: page(() => import('./components-page.tsx').then((file) => file.ComponentsPage)),
}
