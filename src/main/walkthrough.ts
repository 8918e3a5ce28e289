import { readDirectory } from '#authority/read-directory.ts'
import type { JsonObject, JsonValue } from '#base/canonical-json.ts'
import type { Filing } from '#envelope/filing-schema.ts'
import { signOpeningRequest } from '#envelope/opening-request.ts'
import type { OpeningRelease } from '#opening/opening-schema.ts'
import { readReport } from '#opening/read-report.ts'
import { unlockOwnKeys } from '#report/filer-session.ts'
import type { FiledReport } from '#report/report.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { readEventStream } from '#runtime/event-stream-reader.ts'
import type { ServiceClient } from '#runtime/service-client.ts'
import { taxiiCollections } from '#taxii/taxii-collection.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { verifyReceipt } from '#transparency-log/receipt.ts'
import { fileAs } from './file-as.ts'
import type { Cast } from './walkthrough-cast.ts'
import { identifiersOf, tracesIn } from './victim-traces.ts'

/** What the walkthrough plays with. */
export type Stage = {
  readonly client: ServiceClient
  readonly environment: CommandContext['environment']
  readonly cast: Cast
  /** Indicators and techniques of the event, in core field ids. */
  readonly attack: JsonObject
  readonly signal: AbortSignal
  /** Called as each step ends well. */
  readonly step: (name: StepName, detail: string) => void
}

/** Steps of the main job, in order. */
export const stepNames = ['filed', 'opened', 'streamed', 'polled', 'unnamed', 'seen', 'verified'] as const

/** One step of the main job. */
export type StepName = (typeof stepNames)[number]

const longestWaitMs = 30_000
const secret = '復旧担当は地下二階の制御盤室で待機中'

/**
 * Plays the main job: file, open, warn by stream and by TAXII, look for the victim in what the subscriber got, show the operator who opened, verify its receipt.
 *
 * @throws {CommandError} `STEP_FAILED` at the first step that does not hold.
 */
export async function playMainJob(stage: Stage): Promise<void> {
  const listening = new AbortController()
  try {
    const arrival = awaitWarning(stage, AbortSignal.any([listening.signal, stage.signal]))
    await arrival.ready
    const { report, values } = await fileReport(stage)
    await openReport(stage, report)
    const streamed = await arrival.warningWith(values)
    stage.step('streamed', `${streamed.matched} / ${values.size}`)
    const polled = await pollTaxii(stage, values)
    checkUnnamed(stage, { received: [streamed.text, polled.text], report })
    await seeOpenings(stage, report)
    await verifyOwnReceipt(stage, report)
  } finally {
    listening.abort()
  }
}

async function fileReport(stage: Stage): Promise<{ report: FiledReport; values: ReadonlySet<string> }> {
  const client = stage.client.as(stage.cast.filer.token)
  const directory = await readDirectory({ client, environment: stage.environment })
  const { report, bytes } = await fileAs(stage.cast.filer, firstReport(stage.attack), { client, directory })
  stage.step('filed', `${report.reportId}, ${Math.round(bytes / 1024)} kB`)
  return { report, values: indicatorValues(stage.attack) }
}

/** A first report as a shift engineer would send it: the indicators, little else known, and a secret that must stay sealed. */
function firstReport(attack: JsonObject): JsonObject {
  const now = Temporal.Now.instant().round('second').toString()
  return {
    'inc.kind': 'other',
    'inc.summary': secret,
    'inc.certainty': 'confirmed',
    'inc.status': 'ongoing',
    't.aware': now,
    't.detected': now,
    'ast.designated': 'yes',
    'svc.effect': 'unknown',
    'imp.reach': 'unknown',
    'imp.safety': 'no',
    'mal.suspected': 'yes',
    spread: 'unknown',
    'pd.suspected': 'unknown',
    'act.taken': ['isolate'],
    help: ['advice'],
    'share.consent': 'yes',
    'share.tlp': 'amber+strict',
    'share.pap': 'amber',
    ...attack,
  }
}

async function openReport(stage: Stage, report: FiledReport): Promise<void> {
  const filer = stage.client.as(stage.cast.filer.token)
  const directory = await readDirectory({ client: filer, environment: stage.environment })
  const { filing } = (await filer.json(`/api/v1/reports/${report.reportId}`)) as unknown as { filing: Filing }
  const keyIds = new Set(filing.sealed.authorities.map((one) => one.keyId))
  const receiving = directory.authorities.filter((one) => keyIds.has(one.keyId))
  const ministries = receiving.filter((one) => one.kind === 'ministry')
  const officer = stage.cast.officerOf((ministries.length > 0 ? ministries : receiving).map((one) => one.organisationId))
  const client = stage.client.as(officer.token)
  await expectInInbox(client, report)
  const keys = await unlockOwnKeys(
    { client, environment: { NOROSHI_PASSPHRASE: officer.passphrase } },
    { personId: officer.personId, organisationName: '', demo: true },
  )
  const requestedAt = Temporal.Now.instant().round('millisecond').toString()
  const { reportId, ...body } = await signOpeningRequest({ reportId: report.reportId, purpose: 'walkthrough', requestedAt }, keys.person)
  const release = (await client.json(`/api/v1/reports/${reportId}/openings`, {
    method: 'POST',
    body: JSON.stringify(body),
  })) as unknown as OpeningRelease
  const { sealed } = await readReport(filing, release.logShare, keys)
  if (sealed['inc.summary'] !== secret) fail('opened', 'the officer read something else than the filer wrote')
  stage.step('opened', officer.organisation.name.en)
}

async function expectInInbox(client: ServiceClient, report: FiledReport): Promise<void> {
  let after = ''
  do {
    const page = (await client.json(`/api/v1/incidents?limit=200${after}`)) as unknown as {
      incidents: readonly { id: string }[]
      next: string | null
    }
    if (page.incidents.some((one) => one.id === report.incidentId)) return
    after = page.next === null ? '' : `&after=${page.next}`
  } while (after !== '')
  fail('opened', 'the incident is not in the inbox of the authority')
}

type Arrived = { readonly text: string; readonly matched: number }

/** Listens to the event stream as the subscriber, from before the report is filed. */
function awaitWarning(
  stage: Stage,
  signal: AbortSignal,
): { ready: Promise<void>; warningWith: (values: ReadonlySet<string>) => Promise<Arrived> } {
  const arrived: string[] = []
  const waiting = new Set<() => void>()
  const client = stage.client.as(stage.cast.subscriber.token)
  const open = Promise.withResolvers<void>()
  const listen = async (): Promise<void> => {
    for await (const { event, data } of readEventStream(client, '/api/v1/warnings/stream', { signal, onOpen: open.resolve })) {
      if (event === 'warning') arrived.push(data)
      for (const wake of waiting) wake()
    }
  }
  const ended = listen().catch((error: unknown) => {
    open.reject(error)
  })
  return {
    ready: open.promise,
    warningWith: async (values) => {
      const limit = AbortSignal.timeout(longestWaitMs)
      for (;;) {
        const found = arrived.map((text) => ({ text, matched: matches(text, values) })).find((one) => one.matched > 0)
        if (found !== undefined) return found
        if (limit.aborted)
          fail(
            'streamed',
            `no warning with an indicator of the report came within ${longestWaitMs / 1000} s; it may be held: see the page of held items`,
          )
        await Promise.race([new Promise<void>((resolve) => waiting.add(resolve)), aborted(limit), ended])
      }
    },
  }
}

async function pollTaxii(stage: Stage, values: ReadonlySet<string>): Promise<Arrived> {
  const { token } = stage.cast.subscriber
  const authorization = `Basic ${Buffer.from(`walkthrough:${token}`).toString('base64')}`
  const headers = { accept: 'application/taxii+json;version=2.1', authorization }
  const collection = taxiiCollections.find((one) => one.tlp === 'amber+strict')
  let next = `?added_after=${Temporal.Now.instant().subtract({ minutes: 10 }).toString()}&limit=500`
  let text = ''
  while (next !== '') {
    const page = (await stage.client
      .as(null)
      .json(`/taxii2/api/collections/${collection?.id}/objects/${next}`, { headers, retries: 3 })) as {
      more?: boolean
      next?: string
      objects?: readonly JsonValue[]
    }
    text += JSON.stringify(page)
    next = page.more === true && page.next !== undefined ? `?next=${encodeURIComponent(page.next)}&limit=500` : ''
  }
  const matched = matches(text, values)
  if (matched === 0) fail('polled', 'TAXII gave no indicator of the report')
  stage.step('polled', `${matched} / ${values.size}`)
  return { text, matched }
}

function checkUnnamed(stage: Stage, what: { received: readonly string[]; report: FiledReport }): void {
  const ids = [what.report.reportId, what.report.incidentId, what.report.digest, stage.cast.filer.personId].map((value) => ({
    kind: 'id',
    value,
  }))
  const traces = [...identifiersOf(stage.cast.filer.organisation.id), ...ids, { kind: 'sealed text', value: secret }]
  const found = what.received.flatMap((text) => tracesIn(text, traces))
  if (found.length > 0)
    fail('unnamed', `what the subscriber received holds the victim's ${[...new Set(found.map((one) => one.kind))].join(', ')}`)
  stage.step('unnamed', `${traces.length} identifiers, ${Math.round(what.received.join('').length / 1024)} kB`)
}

async function seeOpenings(stage: Stage, report: FiledReport): Promise<void> {
  const client = stage.client.as(stage.cast.filer.token)
  const { openings } = (await client.json(`/api/v1/incidents/${report.incidentId}/openings`)) as unknown as {
    openings: readonly { reportId: string; purpose: string; openedAt: string }[]
  }
  const own = openings.find((one) => one.reportId === report.reportId && one.purpose === 'walkthrough')
  if (own === undefined) fail('seen', 'the operator does not see the opening')
  stage.step('seen', own.openedAt)
}

async function verifyOwnReceipt(stage: Stage, report: FiledReport): Promise<void> {
  const client = stage.client.as(stage.cast.filer.token)
  const limit = AbortSignal.any([AbortSignal.timeout(longestWaitMs), stage.signal])
  const policy = parsePolicy(await (await client.fetch('/log/policy', { retries: 5, signal: limit })).text())
  const expected = { kind: 'submit', report: report.reportId, case: report.incidentId, digest: report.digest }
  for (;;) {
    const response = await client.fetch(`/api/v1/reports/${report.reportId}/receipt`, { signal: limit })
    const verified = response.status === 200 ? await verifyReceipt(await response.bytes(), { policy, expected }) : null
    // Without a quorum of witnesses a receipt stays provisional.
    if (verified !== null && (verified.state === 'witnessed' || policy.quorum === null))
      return stage.step('verified', `${verified.state}, ${verified.index + 1} / ${verified.size}`)
    if (limit.aborted) fail('verified', `the receipt was not complete within ${longestWaitMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function indicatorValues(attack: JsonObject): ReadonlySet<string> {
  const entries = Array.isArray(attack['ioc']) ? (attack['ioc'] as readonly { value: string }[]) : []
  return new Set(entries.map((one) => one.value))
}

/** Counts the values that occur in a JSON text, as JSON writes them, be it inside a STIX pattern. */
function matches(text: string, values: ReadonlySet<string>): number {
  return [...values].filter((value) => text.includes(JSON.stringify(value).slice(1, -1))).length
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function fail(step: StepName, why: string): never {
  throw new CommandError('failed', 'STEP_FAILED', `Step "${step}" does not hold: ${why}`)
}
