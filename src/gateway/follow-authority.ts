import { ServiceError } from '#runtime/service-client.ts'
import { archiveReport, type ArchivingParts, type ArchivingReason } from './archive-report.ts'
import { isKept, kindOf, operatorOf, type ArchivedReport, type KeptReport, type ReceivedReport } from './archived-report.ts'
import { GatewayError } from './gateway-error.ts'
import { keepAttachments, type AttachmentParts } from './keep-attachments.ts'
import { textsOf } from './report-texts.ts'
import type { SearchIndex } from './search-index-store.ts'
import { isAway, isRefusal } from './steady-client.ts'

/** What a gateway follows its authority with. */
export type FollowingParts = ArchivingParts &
  AttachmentParts & {
    readonly index: SearchIndex
    /** True where every report is opened as it comes; otherwise each waits until a person inside asks for it. */
    readonly opensAll: boolean
  }

/** A gateway at work. */
export type Following = {
  /** Looks for reports that are new, and opens what is to be opened. @throws {ServiceError} as `archiveReport`. */
  round(): Promise<void>
  /**
   * Opens one report because a person inside asks for it.
   *
   * @throws {GatewayError} `REPORT_UNKNOWN` if the authority has not received it; {@link ServiceError} as `archiveReport`.
   */
  openFor(reportId: string, reason: ArchivingReason & { readonly askedBy: string }): Promise<ArchivedReport>
}

/** The purpose under which everything is opened; `opening/purpose-text.ts` names it. */
const archivePurpose = 'archive'

/** By how much each round looks back: longer than any filing takes between the instant that it bears and its commit. */
const overlapMinutes = 15
/** Every so often the whole list is read: a case that is shared later brings reports that were filed long before. */
const wholeListEveryMinutes = 60
const pageSize = 1000

/** Returns what follows an authority: first what the archive holds goes into the search index. */
export function followAuthority(parts: FollowingParts): Following {
  const attachments = keepAttachments(parts)
  const keepAtHand = (kept: KeptReport): void => {
    addToIndex(parts.index, kept)
    attachments.expect(kept)
  }
  for (const reportId of parts.archive.idsAt(['kept'])) {
    const archived = parts.archive.find(reportId)
    if (archived !== null && isKept(archived)) keepAtHand(archived)
  }
  const oneAtATime = createQueue()
  const list = createList(parts)
  const archive = (reportId: string, reason: ArchivingReason) =>
    oneAtATime(async () => {
      const archived = parts.archive.find(reportId)
      if (archived === null) throw new GatewayError('REPORT_UNKNOWN', `The authority has received no report ${reportId}`)
      // Who asks again after a failure has a reason to: it is tried from the beginning.
      const { report, state } = archived
      const begin: ArchivedReport = state.step === 'failed' ? { report, state: { step: 'known' } } : archived
      const result = isKept(archived) ? archived : await archiveReport(begin, reason, parts)
      if (isKept(result) && !isKept(archived)) keepAtHand(result)
      return result
    })
  return {
    round: async () => {
      await list()
      const steps = parts.opensAll ? (['known', 'wished', 'released'] as const) : (['wished', 'released'] as const)
      for (const reportId of parts.archive.idsAt(steps)) {
        await archive(reportId, { purpose: archivePurpose, askedBy: null }).catch((error: unknown) => {
          // What the server says of one report keeps no other from being opened.
          if (!(error instanceof ServiceError) || isAway(error) || isRefusal(error)) throw error
          parts.logger.warn('report not opened now', { id: reportId, code: error.code })
        })
      }
      await attachments.round()
    },
    openFor: archive,
  }
}

function addToIndex(index: SearchIndex, kept: KeptReport): void {
  const { reportId, filedAt, stage } = kept.report
  const texts = [...textsOf(kept).map(({ text }) => text), reportId]
  const isSignerListed = kept.state.verdict === 'listed'
  index.put({ reportId, filedAt, stage, kind: kindOf(kept), operator: operatorOf(kept) ?? '', isSignerListed, texts })
}

/** Returns what writes down every report that the authority received and the archive does not know. */
function createList({ archive, client, clock }: FollowingParts): () => Promise<void> {
  let newest: Temporal.Instant | null = null
  let wholeListAt: Temporal.Instant | null = null
  return async () => {
    const now = clock.now()
    const isWhole = newest === null || wholeListAt === null || now.since(wholeListAt).total('minutes') >= wholeListEveryMinutes
    const from = isWhole || newest === null ? '' : `&from=${newest.subtract({ minutes: overlapMinutes }).toString()}`
    for (let after = ''; ;) {
      const page = (await client.json(`/api/v1/received-reports?limit=${pageSize}${from}${after}`)) as unknown as ReceivedPage
      for (const report of page.reports) {
        if (!archive.has(report.reportId)) archive.put({ report, state: { step: 'known' } })
        const filedAt = Temporal.Instant.from(report.filedAt)
        if (newest === null || Temporal.Instant.compare(filedAt, newest) > 0) newest = filedAt
      }
      if (page.next === null) break
      after = `&after=${encodeURIComponent(page.next)}`
    }
    if (isWhole) wholeListAt = now
  }
}

type ReceivedPage = { readonly reports: readonly ReceivedReport[]; readonly next: string | null }

/** Returns what runs one work after another. */
function createQueue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => null)
    return next
  }
}
