import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import type { VerifiedReceipt } from '#transparency-log/receipt.ts'
import type { Cosignature } from '#transparency-log/judge-checkpoint.ts'
import type { ChainLink } from '#transparency-log/case-chain.ts'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { SummaryList } from '#ui/summary-list.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { describeEntry, type Names } from './describe-entry.ts'
import type { LinkVerdict, Verdict, WithheldLeaf } from './judge-file.ts'
import { describeRefusal } from './refusal-text.ts'
import type { VerifiedFile } from './verify-file.ts'
import type { VerifiedWarning } from './verify-warning.ts'
import { verifyText } from './verify-text.ts'
import { verifyPageText } from './verify-page-text.ts'

type CaseFacts = Extract<VerifiedFile, { kind: 'case' }>

/** What judging a file came to, in plain words and with the facts; announced when it appears. */
export function VerdictView({ verdict }: { verdict: Verdict }): ReactNode {
  return (
    <>
      <VerdictBanner verdict={verdict} />
      {verdict.kind === 'valid' && <FoundView found={verdict.verified} />}
    </>
  )
}

function FoundView({ found }: { found: VerifiedFile }): ReactNode {
  switch (found.kind) {
    case 'case':
      return <CaseView found={found} />
    case 'receipt':
      return <ReceiptView found={found} />
    case 'warning':
      return <WarningView found={found} />
  }
}

function WarningView({ found }: { found: VerifiedWarning }): ReactNode {
  const t = useText(verifyPageText)
  const { pick } = useLanguage()
  const { id, act, version, digest, keyId, directoryVersion, receipt } = found
  return (
    <>
      <SummaryList
        rows={[
          { term: t('what'), value: pick(verifyText.warningActs[act](version)) },
          { term: t('warningId'), value: <Hash value={id} /> },
          { term: t('digest'), value: <Hash value={digest} /> },
          { term: t('gateKey'), value: <Hash value={keyId} /> },
          { term: t('directoryVersion'), value: t('directoryVersionValue', { version: directoryVersion }) },
        ]}
      />
      {receipt === null ? <p>{t('notLogged')}</p> : <ReceiptView found={receipt} />}
    </>
  )
}

/** What judging one receipt of a case came to, and the facts. */
export function LinkFacts({ verdict, names }: { verdict: LinkVerdict; names: Names }): ReactNode {
  if (verdict.kind === 'invalid') return <VerdictBanner verdict={verdict} />
  const witnessedAt = verdict.kind === 'valid' ? verdict.verified.witnessedAt : verdict.leaf.witnessedAt
  return (
    <>
      <ValidBanner isWitnessed={witnessedAt !== null} />
      {verdict.kind === 'valid' ? <ReceiptView found={verdict.verified} names={names} /> : <LeafView leaf={verdict.leaf} />}
    </>
  )
}

/** The verdict alone, without the facts. */
export function VerdictBanner({ verdict }: { verdict: Verdict }): ReactNode {
  const t = useText(verifyPageText)
  const { pick } = useLanguage()
  if (verdict.kind === 'invalid')
    return (
      <NotificationBanner tone="error" title={t('invalid')} isLive>
        <p>{pick(describeRefusal(verdict.code))}</p>
        <p className="text-solid-gray-700">{t('code', { code: verdict.code })}</p>
      </NotificationBanner>
    )
  if (verdict.verified.state === 'signed') return <NotificationBanner tone="success" title={t('validSigned')} isLive />
  return <ValidBanner isWitnessed={verdict.verified.state === 'witnessed'} />
}

function ValidBanner({ isWitnessed }: { isWitnessed: boolean }): ReactNode {
  const t = useText(verifyPageText)
  if (isWitnessed) return <NotificationBanner tone="success" title={t('validWitnessed')} isLive />
  return (
    <NotificationBanner tone="warning" title={t('validProvisional')} isLive>
      <p>{t('provisionalMeans')}</p>
    </NotificationBanner>
  )
}

function LeafView({ leaf }: { leaf: WithheldLeaf }): ReactNode {
  const t = useText(verifyPageText)
  const { commitment, checkpoint, index, witnessedAt, cosignatures } = leaf
  return (
    <SummaryList
      rows={[
        { term: t('witnessedAt'), value: <WitnessedAt seconds={witnessedAt} /> },
        { term: t('witnesses'), value: <Witnesses cosignatures={cosignatures} /> },
        { term: t('place'), value: t('placeOf', { origin: checkpoint.origin, index: index + 1, size: checkpoint.size }) },
        { term: t('commitment'), value: <Hash value={commitment.toHex()} /> },
      ]}
    />
  )
}

function ReceiptView({ found, names = new Map() }: { found: VerifiedReceipt; names?: Names }): ReactNode {
  const t = useText(verifyPageText)
  const { pick } = useLanguage()
  const { entry, commitment, cosignatures, witnessedAt, origin, index, size } = found
  return (
    <SummaryList
      rows={[
        { term: t('what'), value: <OutsideText text={pick(describeEntry(entry, names))} /> },
        { term: t('loggedAt'), value: <InstantText at={entry.at} isExact withUtc /> },
        { term: t('witnessedAt'), value: <WitnessedAt seconds={witnessedAt} /> },
        { term: t('witnesses'), value: <Witnesses cosignatures={cosignatures} /> },
        { term: t('place'), value: t('placeOf', { origin, index: index + 1, size }) },
        ...('digest' in entry ? [{ term: t('digest'), value: <Hash value={entry.digest} /> }] : []),
        { term: t('commitment'), value: <Hash value={commitment.toHex()} /> },
      ]}
    />
  )
}

function CaseView({ found }: { found: CaseFacts }): ReactNode {
  const t = useText(verifyPageText)
  const { pick } = useLanguage()
  const { caseId, links, names } = found
  return (
    <>
      <CaseCount links={links} />
      <SummaryList rows={[{ term: t('caseId'), value: <code className="font-mono break-all">{caseId}</code> }]} />
      <Table
        caption={t('act')}
        isCaptionHidden
        rows={links}
        rowKey={({ seq }) => String(seq)}
        empty={null}
        columns={caseColumns(t, pick, names)}
      />
      {names.size > 0 && <p>{t('namesUnproved')}</p>}
      <p className="mb-6">{t('upTo')}</p>
    </>
  )
}

function caseColumns(t: Translate<typeof verifyPageText>, pick: (text: LocalText) => string, names: Names): readonly Column<ChainLink>[] {
  return [
    {
      id: 'act',
      header: t('act'),
      isRowHeader: true,
      cell: ({ seq, entry }) => <OutsideText text={`${seq}. ${pick(describeEntry(entry, names))}`} />,
    },
    { id: 'at', header: t('loggedAt'), cell: ({ entry }) => (entry === null ? '—' : <InstantText at={entry.at} isExact withUtc />) },
    { id: 'witnessedAt', header: t('witnessedAt'), cell: ({ witnessedAt }) => <WitnessedAt seconds={witnessedAt} /> },
  ]
}

/** How many entries a case has, that none is missing, and how many are withheld. */
export function CaseCount({ links }: { links: readonly ChainLink[] }): ReactNode {
  const t = useText(verifyPageText)
  const withheld = links.filter(({ entry }) => entry === null).length
  return (
    <p>
      {t('caseCount', { count: links.length })}
      {withheld > 0 && <> {t('withheldCount', { count: withheld })}</>}
    </p>
  )
}

function WitnessedAt({ seconds }: { seconds: number | null }): ReactNode {
  const t = useText(verifyPageText)
  return seconds === null ? t('notWitnessed') : <InstantText at={instantOf(seconds)} isExact withUtc />
}

function Witnesses({ cosignatures }: { cosignatures: readonly Cosignature[] }): ReactNode {
  const t = useText(verifyPageText)
  if (cosignatures.length === 0) return t('noWitness')
  return (
    <ul>
      {cosignatures.map(({ witness, at }) => (
        <li key={witness}>
          <code className="font-mono break-all">{witness}</code> <InstantText at={instantOf(at)} isExact />
        </li>
      ))}
    </ul>
  )
}

function Hash({ value }: { value: string }): ReactNode {
  return <code className="font-mono text-mono-16N-150 break-all">{value}</code>
}

function instantOf(seconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
}
