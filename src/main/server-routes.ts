import { directoryRoutes } from '#authority/directory-routes.ts'
import { memberRoutes } from '#authority/member-routes.ts'
import { campaignGround } from '#campaign/campaign-ground.ts'
import { linkRoutes } from '#campaign/link-routes.ts'
import type { TraitKeys } from '#campaign/trait-keys.ts'
import type { Database } from '#database/database.ts'
import { contactRoutes } from '#delivery/contact-routes.ts'
import { noticeRoutes } from '#delivery/notice-routes.ts'
import { enrolmentRoutes } from '#gateway/enrolment-routes.ts'
import { apiReferenceRoutes } from '#http/api-reference-routes.ts'
import { healthRoutes } from '#http/health-routes.ts'
import type { ActorRoute } from '#identity/route.ts'
import { keyRoutes } from '#identity/key-routes.ts'
import { passkeyRoutes } from '#identity/passkey-routes.ts'
import { passkeySite } from '#identity/passkey.ts'
import { demoSignInRoute, sessionRoutes } from '#identity/session-routes.ts'
import { tokenRoutes } from '#identity/token-routes.ts'
import { actRoutes } from '#obligation/act-routes.ts'
import { adjustmentRoutes } from '#obligation/adjustment-routes.ts'
import { decisionRoutes } from '#obligation/decision-routes.ts'
import { calendarRoutes } from '#obligation/calendar-routes.ts'
import type { CalendarUids } from '#obligation/calendar-uid.ts'
import { obligationRoutes } from '#obligation/obligation-routes.ts'
import type { IntakeKey } from '#offline/intake-key.ts'
import { kitRoutes } from '#offline/kit-routes.ts'
import { offlineReportRoutes } from '#offline/offline-report-routes.ts'
import type { OpeningLimits } from '#opening/opening-limits.ts'
import { openingWatchRoutes } from '#opening/opening-watch-routes.ts'
import { sealedOpeningRoutes } from '#opening/sealed-opening-routes.ts'
import { phoneRoutes } from '#offline/phone-routes.ts'
import type { LogService } from '#opening/open-report.ts'
import { openingRoutes } from '#opening/opening-routes.ts'
import type { OwnerTags } from '#operator/owner-tag.ts'
import { operatorRoutes } from '#operator/operator-routes.ts'
import { recoveryRoutes } from '#recovery/recovery-routes.ts'
import { attachmentRoutes } from '#attachment/attachment-routes.ts'
import { unreadableRoutes } from '#opening/unreadable-routes.ts'
import { attachmentContentRoutes } from '#opening/attachment-content-routes.ts'
import { assessRoutes } from '#report/assess-routes.ts'
import { incidentRoutes } from '#report/incident-routes.ts'
import type { FilingVault } from '#report/filing-vault.ts'
import { createIntake } from '#report/intake.ts'
import { leafRoutes } from '#receipt/leaf-routes.ts'
import { logRoutes } from '#receipt/log-routes.ts'
import { receivedReportRoutes } from '#report/received-report-routes.ts'
import { servedFileRoutes } from '#receipt/served-file-routes.ts'
import { receiptRoutes } from '#report/receipt-routes.ts'
import { reportRoutes } from '#report/report-routes.ts'
import { statementRoutes } from '#report/statement-routes.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import { sectorGroupsOf } from '#rulebook/sector.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Config } from '#runtime/config.ts'
import type { Metrics } from '#runtime/metrics.ts'
import type { PublishedObjects } from '#taxii/published-objects.ts'
import { taxiiRoutes } from '#taxii/taxii-routes.ts'
import { machineChance } from '#warning/chance.ts'
import { draftsAboutCampaign } from '#warning/draft/draft-store.ts'
import { draftRoutes } from '#warning/draft/draft-routes.ts'
import { agreementRoutes } from '#warning/agreement/agreement-routes.ts'
import { gateRoutes } from '#warning/gate-routes.ts'
import { warningStatementRoutes } from '#warning/statement-routes.ts'
import { warningRoutes } from '#warning/warning-routes.ts'
import type { WarningStream } from '#warning/warning-stream.ts'
import { listRoutes } from '#feed/list-routes.ts'
import { mispRoutes } from '#feed/misp-routes.ts'
import { warningFeedRoutes } from '#feed/warning-feed-routes.ts'
import { warningFileRoutes } from '#feed/warning-file-routes.ts'
import { recordSighting } from '#sighting/record-sighting.ts'
import type { SightingKeys } from '#sighting/sighting-keys.ts'
import { answerOwnerRoutes } from '#sighting/answer-owner-routes.ts'
import { sightingRoutes } from '#sighting/sighting-routes.ts'
import type { IdentityAuthority } from '#identity/authenticate.ts'
import type { Secret } from '#runtime/secret.ts'
import { subscriptionRoutes, type SubscriptionParts } from '#subscription/subscription-routes.ts'
import { unsubscribeRoutes } from '#subscription/unsubscribe-routes.ts'
import { webhookHostRoutes } from '#subscription/webhook-host-routes.ts'
import { promiseRoutes } from '#warning/promise-routes.ts'
import { heldClosingRoutes } from '#warning/held-closing-routes.ts'
import { subscriptionPreviewRoutes } from '#warning/subscription-preview-routes.ts'

import { demoRoutes } from './demo-routes.ts'
import { intakeOrganisationId, logOrganisationId, recoveryOrganisationId } from './platform.ts'
import { gateLists } from './gate-lists.ts'
import { registryGate } from './registry-gate.ts'

/** What all routes together work with. */
export type RouteParts = {
  readonly config: Pick<
    Config,
    'demo' | 'epochGraceDays' | 'filingsPerMinute' | 'attachmentMebibytesPerDay' | 'publicOrigin' | 'knownGood' | 'doNotName'
  >
  readonly database: Database
  readonly clock: Clock
  readonly metrics: Metrics
  readonly ownerTags: OwnerTags
  readonly sightingKeys: SightingKeys
  readonly vault: FilingVault
  readonly traitKeys: TraitKeys
  readonly calendarUids: CalendarUids
  readonly logService: LogService
  readonly openingLimits: OpeningLimits
  readonly isReady: () => Promise<boolean>
  readonly mayReadMetrics: (address: string, authorization: string | undefined) => boolean
  readonly objects: PublishedObjects
  readonly intakeKey: IntakeKey
  readonly stream: WarningStream
  readonly subscribing: Pick<SubscriptionParts, 'vault' | 'rules' | 'sendsMail'>
  readonly authority: IdentityAuthority
  /** Text of the public half of the directory's root; null where none is installed. */
  readonly directoryRoot: string | null
  /** Null outside the demonstration. */
  readonly demoSecret: Secret | null
}

/** Returns every route of the server. */
export function serverRoutes(parts: RouteParts): readonly ActorRoute[] {
  const { database, clock, metrics, ownerTags, vault, logService, config } = parts
  const rulebooks = allRulebooks()
  const session = { database, clock, demo: config.demo }
  const site = passkeySite(config.publicOrigin)
  const intake = createIntake({ database, clock, ownerTags, vault, rulebooks, logOrganisationId, recoveryOrganisationId })
  const routes = [
    ...healthRoutes(parts),
    ...sessionRoutes(session),
    ...passkeyRoutes({ database, clock, site }),
    ...keyRoutes({ database, clock, site }),
    ...tokenRoutes({ database, clock }),
    ...(parts.demoSecret === null ? [] : [demoSignInRoute(session), ...demoRoutes({ database, secret: parts.demoSecret })]),
    ...directoryRoutes({
      database,
      logOrganisationId,
      recoveryOrganisationId,
      intakeOrganisationId,
      directoryRoot: parts.directoryRoot,
    }),
    ...memberRoutes({ database, clock, graceDays: config.epochGraceDays, origin: config.publicOrigin }),
    ...operatorRoutes({ database }),
    ...agreementRoutes({ database, ownerTags, vault, clock }),
    ...assessRoutes({ clock }),
    ...decisionRoutes({ database, ownerTags, clock }),
    ...reportRoutes({ database, intake, ownerTags, vault, metrics, filingsPerMinute: config.filingsPerMinute }),
    ...receivedReportRoutes({ database }),
    ...receiptRoutes({ database, ownerTags, clock, filingsPerMinute: config.filingsPerMinute }),
    ...attachmentRoutes({ database, ownerTags, clock, bytesPerDay: config.attachmentMebibytesPerDay * 1024 * 1024 }),
    ...attachmentContentRoutes({ database, ownerTags }),
    ...unreadableRoutes({ database, ownerTags }),
    ...enrolmentRoutes({ database, clock }),
    ...phoneRoutes({ database, ownerTags, clock, intake, metrics }),
    ...kitRoutes({ database, ownerTags, clock }),
    ...offlineReportRoutes({ database, ownerTags, clock, metrics, intake, intakeKey: parts.intakeKey }),
    ...servedFileRoutes({ database }),
    ...leafRoutes({ database }),
    ...logRoutes({ database }),
    ...incidentRoutes({ database, ownerTags, clock, rulebooks }),
    ...statementRoutes({ database, ownerTags, vault, clock, rulebooks }),
    ...actRoutes({ database, ownerTags, clock }),
    ...adjustmentRoutes({ database, ownerTags, clock, rulebooks }),
    ...obligationRoutes({ database, ownerTags, clock, rulebooks }),
    ...noticeRoutes({ database, ownerTags }),
    ...contactRoutes({ database }),
    ...calendarRoutes({ database, ownerTags, clock, rulebooks, calendarUids: parts.calendarUids, origin: config.publicOrigin }),
    ...recoveryRoutes({ database, ownerTags, vault, clock, recoveryOrganisationId }),
    ...openingWatchRoutes({ database, clock, limits: parts.openingLimits }),
    ...sealedOpeningRoutes({ database, clock, sealedDays: parts.openingLimits.sealedDays }),
    ...openingRoutes({ database, ownerTags, clock, rulebooks, vault, logService, metrics }),
    ...recipientRoutes(parts),
  ]
  return [...routes, ...apiReferenceRoutes(routes, config.publicOrigin)]
}

/** What becomes of the shareable part: the gate, warnings, every way to them, and the answers of their recipients. */
function recipientRoutes(parts: RouteParts): readonly ActorRoute[] {
  const { database, clock, ownerTags, config } = parts
  const answering = { database, clock, ownerTags, ...parts.sightingKeys }
  return [
    ...linkRoutes({
      database,
      clock,
      ownerTags,
      vault: parts.vault,
      keys: parts.traitKeys,
      warnedBy: async (queries, { ids, authorityId }) => {
        const drafts = await draftsAboutCampaign(queries, ids, authorityId)
        return [...new Set(drafts.filter(({ state }) => state === 'published').map(({ warningId }) => warningId))]
      },
      newId: () => machineChance().newId(),
    }),
    ...gateRoutes({ database, vault: parts.vault }),
    ...heldClosingRoutes({ database, vault: parts.vault }),
    ...draftRoutes({
      database,
      clock,
      chance: machineChance(),
      gateAt: registryGate(() => gateLists(config)),
      vault: parts.vault,
      ownerTags,
      campaignOf: (tx, campaignId, authorityId) =>
        campaignGround(tx, { campaignId, authorityId }, { vault: parts.vault, keys: parts.traitKeys }),
    }),
    ...warningRoutes({ database, clock, stream: parts.stream, recogniser: (headers) => parts.authority.recogniser(headers) }),
    ...sightingRoutes(answering),
    ...answerOwnerRoutes({ database }),
    ...subscribingRoutes(parts),
    ...warningFileRoutes({ database, clock, origin: config.publicOrigin }),
    ...listRoutes({ database, clock }),
    ...warningStatementRoutes({ database }),
    ...warningFeedRoutes({ database, clock, origin: config.publicOrigin }),
    ...mispRoutes({ database, clock, origin: config.publicOrigin }),
    ...taxiiRoutes({
      objects: parts.objects,
      origin: config.publicOrigin,
      database,
      sightings: {
        database,
        clock,
        record: (answerer, answer) => recordSighting(answering, answerer, answer),
      },
    }),
  ]
}

function subscribingRoutes({ database, clock, ownerTags, subscribing }: RouteParts): readonly ActorRoute[] {
  const sectorGroups = sectorGroupsOf(allRulebooks())
  return [
    ...unsubscribeRoutes({ database, vault: subscribing.vault, ownerTags }),
    ...subscriptionPreviewRoutes({ database, clock }),
    ...subscriptionRoutes({ ...subscribing, database, clock, ownerTags, sectorGroups }),
    ...webhookHostRoutes({ database, vault: subscribing.vault, ownerTags }),
    ...promiseRoutes({ database }),
  ]
}
