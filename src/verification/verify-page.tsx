import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { pageRoot } from '#authority/directory-client.ts'
import { DirectoryError } from '#key-directory/directory-error.ts'
import type { DirectoryRoot } from '#key-directory/directory-root.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { DropBox } from '#ui/drop-box.tsx'
import { FileInput } from '#ui/file-input.tsx'
import { Heading } from '#ui/heading.tsx'
import { DownloadLink } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { judgeFile, type Verdict } from './judge-file.ts'
import { policyQuery, readKeptPolicy } from './policy-choice.ts'
import { PolicyFields, type ChosenPolicy } from './policy-fields.tsx'
import { VerdictView } from './verdict-view.tsx'
import { verifyPageText } from './verify-page-text.ts'

const largestFile = 16 * 1024 * 1024

/** Where anybody verifies a receipt, a case bundle or a warning, in the browser alone: nothing is sent, and no connection is needed once the page is open. */
export function VerifyPage(): ReactNode {
  const t = useText(verifyPageText)
  const site = useQuery(policyQuery)
  const [chosen, setChosen] = useState<ChosenPolicy>(() => ({ source: readKeptPolicy() === null ? 'site' : 'kept', own: '' }))
  const policies = { site: site.data ?? '', kept: readKeptPolicy()?.text ?? '', own: chosen.own }
  const policy = policies[chosen.source]
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Judging policy={policy} />
      {chosen.source === 'site' && policy === '' && <Loaded query={site}>{() => null}</Loaded>}
      <PolicyFields chosen={chosen} onChange={setChosen} text={policy} />
      <Elsewhere />
    </Page>
  )
}

function Judging({ policy }: { policy: string }): ReactNode {
  const t = useText(verifyPageText)
  const [bytes, setBytes] = useState<Uint8Array | null>(null)
  const [error, setError] = useState<string | null>(null)
  const verdict = useVerdict(bytes, policy)
  const read = (file: File) => {
    setError(file.size > largestFile ? t('tooLarge') : null)
    setBytes(null)
    if (file.size <= largestFile) void file.arrayBuffer().then((content) => setBytes(new Uint8Array(content)))
  }
  return (
    <section>
      <DropBox onDrop={read}>
        <FileInput
          id="receipt"
          label={t('file')}
          hint={t('fileHint')}
          accept=".tlog-proof,.case-bundle,.txt,.json"
          error={error}
          onChoose={read}
        />
      </DropBox>
      {bytes !== null && policy !== '' && (verdict === null ? <Loading label={t('checking')} /> : <VerdictView verdict={verdict} />)}
    </section>
  )
}

/** The root that the pages bring; null where the server has none, and then no warning can be verified. */
function knownRoot(): DirectoryRoot | null {
  try {
    return pageRoot()
  } catch (error) {
    if (error instanceof DirectoryError) return null
    throw error
  }
}

/** Judges anew when another file or another policy is chosen. */
function useVerdict(bytes: Uint8Array | null, policy: string): Verdict | null {
  const [verdict, setVerdict] = useState<{ readonly of: Uint8Array; readonly by: string; readonly verdict: Verdict } | null>(null)
  useEffect(() => {
    let isCurrent = true
    if (bytes !== null && policy !== '')
      void judgeFile(bytes, policy, { now: Math.floor(browserNow().epochMilliseconds / 1000), root: knownRoot() }).then(
        (found) => isCurrent && setVerdict({ of: bytes, by: policy, verdict: found }),
      )
    return () => {
      isCurrent = false
    }
  }, [bytes, policy])
  return verdict !== null && verdict.of === bytes && verdict.by === policy ? verdict.verdict : null
}

function Elsewhere(): ReactNode {
  const t = useText(verifyPageText)
  return (
    <section>
      <Heading level={2}>{t('elsewhere')}</Heading>
      <p className="mb-3">{t('elsewhereBody')}</p>
      <ul className="space-y-2">
        <li>
          <DownloadLink href="/download/noroshi-verify.mjs" fileName="noroshi-verify.mjs">
            {t('downloadVerifier')}
          </DownloadLink>
        </li>
        <li>
          <DownloadLink href="/download/noroshi-verify.mjs.tlog-proof" fileName="noroshi-verify.mjs.tlog-proof">
            {t('downloadProof')}
          </DownloadLink>
        </li>
      </ul>
    </section>
  )
}
