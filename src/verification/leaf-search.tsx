import { useState, type ReactNode } from 'react'
import { LogError } from '#transparency-log/log-error.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { halfWidth } from '#ui/half-width.ts'
import { Heading } from '#ui/heading.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { ProgressBar } from '#ui/progress.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { proveLeaf, searchLeaves } from './find-leaf.ts'
import { findPlace, siteTiles } from './log-client.ts'
import { logPageText } from './log-page-text.ts'
import type { FollowedHead } from './watch-log.ts'

/** How the search for one commitment stands. */
type Search =
  | { readonly state: 'idle' | 'asking' }
  | { readonly state: 'found'; readonly index: number; readonly size: number; readonly hashes: number }
  | { readonly state: 'elsewhere'; readonly origin: string; readonly index: number }
  | { readonly state: 'later' }
  | { readonly state: 'unknown'; readonly head: FollowedHead; readonly commitment: Uint8Array }
  | { readonly state: 'reading'; readonly count: number; readonly size: number }
  | { readonly state: 'absent'; readonly size: number }
  | { readonly state: 'contradiction'; readonly code: string }
  | { readonly state: 'failed'; readonly error: unknown }

/** Looks for one commitment under the head that this page has verified: with a proof that it is there, or by reading every leaf that it is not. */
export function LeafSearch({ head }: { head: FollowedHead }): ReactNode {
  const t = useText(logPageText)
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [search, setSearch] = useState<Search>({ state: 'idle' })
  const start = () => {
    const hex = text.trim().toLowerCase()
    const isHash = /^[0-9a-f]{64}$/.test(hex)
    setError(isHash ? null : t('commitmentWrong'))
    setSearch({ state: isHash ? 'asking' : 'idle' })
    if (isHash) void orFailure(() => lookUp(Uint8Array.fromHex(hex), head)).then(setSearch)
  }
  return (
    <section>
      <Heading level={2}>{t('searchTitle')}</Heading>
      <p className="mb-4">{t('searchLead')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          start()
        }}
      >
        <TextInput
          id="commitment"
          label={t('commitment')}
          hint={t('commitmentHint')}
          value={text}
          onChange={setText}
          normalise={halfWidth}
          error={error}
        />
        <ButtonRow>
          <Button type="submit" isPending={search.state === 'asking'}>
            {t('search')}
          </Button>
        </ButtonRow>
      </form>
      <Outcome search={search} onChange={setSearch} />
    </section>
  )
}

async function lookUp(commitment: Uint8Array, head: FollowedHead): Promise<Search> {
  const { known, origin, index } = await findPlace(commitment.toHex())
  if (!known) return { state: 'unknown', head, commitment }
  if (index === null || (origin === head.origin && index >= head.size)) return { state: 'later' }
  if (origin !== null && origin !== head.origin) return { state: 'elsewhere', origin, index: index + 1 }
  const proof = await proveLeaf({ commitment, index }, head, siteTiles)
  return { state: 'found', index: index + 1, size: head.size, hashes: proof.length }
}

async function readEverything(commitment: Uint8Array, head: FollowedHead, onRead: (leaves: number) => void): Promise<Search> {
  const index = await searchLeaves(commitment, head, { tiles: siteTiles, onRead })
  return index === null ? { state: 'absent', size: head.size } : { state: 'found', index: index + 1, size: head.size, hashes: head.size }
}

async function orFailure(look: () => Promise<Search>): Promise<Search> {
  try {
    return await look()
  } catch (error) {
    return error instanceof LogError ? { state: 'contradiction', code: error.code } : { state: 'failed', error }
  }
}

function Outcome({ search, onChange }: { search: Search; onChange: (search: Search) => void }): ReactNode {
  const t = useText(logPageText)
  switch (search.state) {
    case 'idle':
    case 'asking':
      return null
    case 'found':
      return (
        <NotificationBanner tone="success" title={t('found')} isLive>
          {t('foundBody', { index: search.index, size: search.size, hashes: search.hashes })}
        </NotificationBanner>
      )
    case 'elsewhere':
      return <NotificationBanner tone="info" title={t('foundElsewhere', { origin: search.origin, index: search.index })} isLive />
    case 'later':
      return <NotificationBanner tone="info" title={t('foundLater')} isLive />
    case 'unknown':
      return <Unknown search={search} onChange={onChange} />
    case 'reading':
      return (
        <ProgressBar
          label={t('reading')}
          value={search.count}
          total={search.size}
          note={t('readingNote', { count: search.count, total: search.size })}
        />
      )
    case 'absent':
      return (
        <NotificationBanner tone="warning" title={t('absent')} isLive>
          {t('absentBody', { size: search.size })}
        </NotificationBanner>
      )
    case 'contradiction':
      return (
        <NotificationBanner tone="error" title={t('contradiction')} isLive>
          {t('contradictionBody', { code: search.code })}
        </NotificationBanner>
      )
    case 'failed':
      return <ErrorNotice error={search.error} />
  }
}

function Unknown({ search, onChange }: { search: Extract<Search, { state: 'unknown' }>; onChange: (search: Search) => void }): ReactNode {
  const t = useText(logPageText)
  const { head, commitment } = search
  const read = () => {
    const { size } = head
    onChange({ state: 'reading', count: 0, size })
    void orFailure(() => readEverything(commitment, head, (count) => onChange({ state: 'reading', count, size }))).then(onChange)
  }
  return (
    <NotificationBanner tone="warning" title={t('unknown')} isLive actions={<Button onPress={read}>{t('readAll')}</Button>}>
      {t('unknownBody', { size: head.size })}
    </NotificationBanner>
  )
}
