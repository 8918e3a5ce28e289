import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { readCaseBundle, type CaseBundle } from '#transparency-log/case-bundle.ts'
import { parseOpening } from '#transparency-log/entry-commitment.ts'
import type { Entry } from '#transparency-log/entry.ts'
import { isWithheld, readReceipt } from '#transparency-log/receipt.ts'
import { ApiError } from '#ui/api-error.ts'
import { requestFile } from '#ui/api.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Loading } from '#ui/progress.tsx'
import { saveFile } from '#ui/save-file.ts'
import { useText } from '#ui/use-text.ts'
import { caseTimelineText } from './case-timeline-text.ts'
import { describeEntry } from './describe-entry.ts'
import { judgeFile, judgeLink, type LinkVerdict, type Verdict } from './judge-file.ts'
import { policyQuery, readKeptPolicy } from './policy-choice.ts'
import { CaseCount, LinkFacts, VerdictBanner } from './verdict-view.tsx'

/** One line: what a receipt of the bundle says, before anything is verified. */
type Line = { readonly receipt: Uint8Array; readonly entry: Entry | null }

type ReadBundle = CaseBundle & { readonly bytes: Uint8Array<ArrayBuffer>; readonly lines: readonly Line[] }

const waitMs = 1000

function bundleQuery(incidentId: string) {
  return queryOptions({
    queryKey: ['incident', incidentId, 'bundle'],
    queryFn: async ({ signal }) => {
      const bytes = await bundleOrNone(incidentId, signal)
      return bytes instanceof Uint8Array ? readLines(bytes) : bytes
    },
    refetchInterval: ({ state }) => (state.data === 'waiting' ? waitMs : false),
  })
}

async function bundleOrNone(incidentId: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | 'waiting' | 'none'> {
  try {
    return (await requestFile(`/api/v1/incidents/${encodeURIComponent(incidentId)}/bundle`, { signal })) ?? 'waiting'
  } catch (error) {
    if (error instanceof ApiError && error.status === 410) return 'none'
    throw error
  }
}

function readLines(bytes: Uint8Array<ArrayBuffer>): ReadBundle {
  const bundle = readCaseBundle(bytes)
  const lines = bundle.receipts.map((receipt) => {
    const proof = readReceipt(receipt)
    return { receipt, entry: isWithheld(proof) || proof.extra === null ? null : parseOpening(proof.extra).entry }
  })
  return { ...bundle, bytes, lines }
}

/** Everything that happened to the reports of one incident, each line with its proof, verified in the browser; and the bundle to keep. */
export function CaseTimeline({ incidentId }: { incidentId: string }): ReactNode {
  const t = useText(caseTimelineText)
  const bundle = useQuery(bundleQuery(incidentId))
  return (
    <section aria-labelledby="case-timeline">
      <Heading level={2} id="case-timeline">
        {t('title')}
      </Heading>
      <p className="mb-4">{t('lead')}</p>
      <Loaded query={bundle}>
        {(found) => {
          if (found === 'none') return <p>{t('before')}</p>
          if (found === 'waiting') return <Loading label={t('waiting')} />
          return <Timeline bundle={found} isRefreshing={bundle.isFetching} onRefresh={() => void bundle.refetch()} />
        }}
      </Loaded>
    </section>
  )
}

function Timeline(props: { bundle: ReadBundle; isRefreshing: boolean; onRefresh: () => void }): ReactNode {
  const t = useText(caseTimelineText)
  const { bundle, isRefreshing, onRefresh } = props
  const kept = readKeptPolicy()
  const site = useQuery({ ...policyQuery, enabled: kept === null })
  const policy = kept?.text ?? site.data
  return (
    <>
      <ol className="my-6 border-s-4 border-blue-900 ps-4">
        {bundle.lines.map((line, at) => (
          <TimelineLine key={line.receipt.length + at} line={line} names={bundle.names} policy={policy} />
        ))}
      </ol>
      <p>{t('officer')}</p>
      <WholeCase key={bundle.bytes.length} bundle={bundle} policy={policy} />
      <p className="mt-4">
        {t(kept === null ? 'bySite' : 'byKept')} <TextLink href={pagePath('verify')}>{t('toVerifyPage')}</TextLink>
      </p>
      <ButtonRow>
        <Button variant="secondary" onPress={() => saveFile(`${bundle.caseId}.case-bundle`, bundle.bytes, 'text/plain')}>
          {t('download')}
        </Button>
        <Button variant="text" isPending={isRefreshing} onPress={onRefresh}>
          {t('refresh')}
        </Button>
      </ButtonRow>
      <p className="mt-3 mb-6">{t('downloadHint')}</p>
    </>
  )
}

function TimelineLine(props: { line: Line; names: CaseBundle['names']; policy: string | undefined }): ReactNode {
  const t = useText(caseTimelineText)
  const { pick } = useLanguage()
  const [verdict, setVerdict] = useState<LinkVerdict | null>(null)
  const [isPending, setPending] = useState(false)
  const { line, names, policy } = props
  const words = pick(describeEntry(line.entry, names))
  const verify = async (by: string) => {
    setPending(true)
    setVerdict(await judgeLink(line.receipt, by, Math.floor(browserNow().epochMilliseconds / 1000)))
    setPending(false)
  }
  return (
    <li className="mb-6">
      {line.entry !== null && <InstantText at={line.entry.at} isExact />}
      <p className="text-std-16B-170">
        <OutsideText text={words} />
      </p>
      <Button
        variant="secondary"
        size="small"
        isPending={isPending}
        isDisabled={policy === undefined}
        isExpanded={verdict !== null}
        label={verdict === null ? t('verifyWhich', { what: words }) : `${t('hide')}: ${words}`}
        onPress={() => (verdict === null && policy !== undefined ? void verify(policy) : setVerdict(null))}
      >
        {t(verdict === null ? 'verify' : 'hide')}
      </Button>
      {verdict !== null && <LinkFacts verdict={verdict} names={names} />}
    </li>
  )
}

function WholeCase({ bundle, policy }: { bundle: ReadBundle; policy: string | undefined }): ReactNode {
  const t = useText(caseTimelineText)
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const [isPending, setPending] = useState(false)
  const verify = async (by: string) => {
    setPending(true)
    setVerdict(await judgeFile(bundle.bytes, by, { now: Math.floor(browserNow().epochMilliseconds / 1000), root: null }))
    setPending(false)
  }
  return (
    <>
      <p className="mt-4">
        <Button isPending={isPending} isDisabled={policy === undefined} onPress={() => policy !== undefined && void verify(policy)}>
          {t('verifyAll')}
        </Button>
      </p>
      {verdict !== null && <VerdictBanner verdict={verdict} />}
      {verdict?.kind === 'valid' && verdict.verified.kind === 'case' && <CaseCount links={verdict.verified.links} />}
    </>
  )
}
