import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useSignedIn } from '#identity/session-client.ts'
import { UnlockPanel, useIsLocked } from '#identity/unlock-panel.tsx'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { DirectoryRefusal } from './directory-refusal.tsx'
import { InviteForm } from './invite-form.tsx'
import type { Member } from './member.ts'
import { ChangeTable, MemberTable } from './member-tables.tsx'
import { makeFirstKeyHere, membersQuery, turnEpochHere, type ShownMembers } from './members-client.ts'
import { membersText } from './members-text.ts'
import { NewcomerCard } from './newcomer-card.tsx'

/** Who can open reports of the own authority, who waits to join, and what became of members and keys. */
export function MembersPage(): ReactNode {
  const t = useText(membersText)
  const members = useQuery(membersQuery)
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Loaded query={members} Failure={DirectoryRefusal}>
        {(known) => <Known known={known} />}
      </Loaded>
    </Page>
  )
}

function Known({ known }: { known: ShownMembers }): ReactNode {
  const t = useText(membersText)
  const session = useSignedIn()
  const isAdministrator = session.person.roles.includes('authority-administrator')
  const [approved, setApproved] = useState<string | null>(null)
  const [leaver, setLeaver] = useState<Member | null>(null)
  return (
    <>
      {known.epoch > 0 && <p>{t('epoch', { epoch: String(known.epoch) })}</p>}
      <UnlockPanel session={session} />
      <Heading level={2}>{t('newcomers')}</Heading>
      {approved !== null && (
        <NotificationBanner tone="success" title={t(approved === 'joined' ? 'approvedBoth' : 'approvedOnce')} isLive>
          {null}
        </NotificationBanner>
      )}
      {known.newcomers.length === 0 && <p>{t('noNewcomers')}</p>}
      <ul>
        {known.newcomers.map((one) => (
          <NewcomerCard key={`${one.personId} ${one.key?.keyId ?? ''}`} newcomer={one} onApproved={setApproved} />
        ))}
      </ul>
      <Heading level={2}>{t('members')}</Heading>
      <MemberTable known={known} ownId={session.person.id} onRemove={isAdministrator ? setLeaver : null} />
      {isAdministrator && known.epoch === 0 && <FirstKey />}
      {isAdministrator && known.epoch > 0 && <Turn key={leaver?.personId} leaver={leaver} onDone={() => setLeaver(null)} />}
      {isAdministrator && <InviteForm />}
      <Heading level={2}>{t('history')}</Heading>
      <ChangeTable changes={known.history} />
    </>
  )
}

/** Asks before a member leaves; without one, offers the yearly rotation. Both make the next team key on this device. */
function Turn({ leaver, onDone }: { leaver: Member | null; onDone: () => void }): ReactNode {
  const t = useText(membersText)
  const { pick } = useLanguage()
  const session = useSignedIn()
  const isLocked = useIsLocked(session)
  const queryClient = useQueryClient()
  const turning = useMutation({
    mutationFn: () => turnEpochHere(leaver?.personId ?? null, session),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: membersQuery.queryKey }),
  })
  if (turning.data !== undefined)
    return (
      <NotificationBanner
        tone="success"
        title={t(leaver === null ? 'rotated' : 'removed', { epoch: String(turning.data) })}
        isLive
        actions={
          leaver !== null && (
            <Button variant="secondary" size="small" onPress={onDone}>
              {t('rotation')}
            </Button>
          )
        }
      >
        {null}
      </NotificationBanner>
    )
  const button = (
    <Button
      variant={leaver === null ? 'secondary' : 'danger'}
      isPending={turning.isPending}
      isDisabled={isLocked}
      onPress={() => turning.mutate()}
    >
      {t(leaver === null ? 'rotate' : 'removeNow')}
    </Button>
  )
  return (
    <section aria-live="polite">
      <Heading level={2}>{leaver === null ? t('rotation') : t('removeTitle', { name: pick(leaver.name) })}</Heading>
      <p>{t(leaver === null ? 'rotationBody' : 'removeBody')}</p>
      {turning.error !== null && <DirectoryRefusal error={turning.error} />}
      <ButtonRow>
        {button}
        {leaver !== null && (
          <Button variant="text" onPress={onDone}>
            {t('cancel')}
          </Button>
        )}
      </ButtonRow>
    </section>
  )
}

function FirstKey(): ReactNode {
  const t = useText(membersText)
  const queryClient = useQueryClient()
  const making = useMutation({
    mutationFn: makeFirstKeyHere,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: membersQuery.queryKey }),
  })
  return (
    <section>
      <Heading level={2}>{t('firstKey')}</Heading>
      <p>{t('firstKeyBody')}</p>
      {making.error !== null && <DirectoryRefusal error={making.error} />}
      <ButtonRow>
        <Button isPending={making.isPending} onPress={() => making.mutate()}>
          {t('makeFirstKey')}
        </Button>
      </ButtonRow>
    </section>
  )
}
