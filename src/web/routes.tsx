import { inboxText } from '#opening/inbox-text.ts'
import type { PageName } from '#ui/page-path.ts'
import { page, type PageEntry } from './page-entry.ts'

/**
 * Every page of the site: one line each, fetched when wanted, in the order of the main menu. Its address stands in `pagePaths`.
 */
export const pages: Readonly<Record<PageName, PageEntry>> = {
  start: page(() => import('./start-page.tsx').then((file) => file.StartPage)),
  signIn: page(() => import('./sign-in-page.tsx').then((file) => file.SignInPage)),
  inbox: page(() => import('#opening/inbox-page.tsx').then((file) => file.InboxPage), { roles: ['officer'], menu: inboxText.title }),
  receivedIncident: page(() => import('#opening/incident-page.tsx').then((file) => file.IncidentPage), { roles: ['officer'] }),
  sealedReport: page(() => import('#opening/sealed-report-page.tsx').then((file) => file.SealedReportPage), { roles: ['officer'] }),
  components: page(() => import('./components-page.tsx').then((file) => file.ComponentsPage)),
}
