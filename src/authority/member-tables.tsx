import type { ReactNode } from 'react'
import type { LocalText } from '#base/language.ts'
import { roleNames } from '#identity/role-text.ts'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { Button } from '#ui/button.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import { FingerprintDigits } from '#identity/fingerprint-digits.tsx'
import type { Member, MemberChange } from './member.ts'
import type { ShownMembers } from './members-client.ts'
import { membersText } from './members-text.ts'

type Words = { readonly t: Translate<typeof membersText>; readonly pick: (text: LocalText) => string }
type MemberTableProps = { known: ShownMembers; ownId: string; onRemove: ((member: Member) => void) | null }

/** The members with their fingerprints; `onRemove` is null for people who may remove nobody. */
export function MemberTable(props: MemberTableProps): ReactNode {
  const t = useText(membersText)
  const { pick } = useLanguage()
  const columns = memberColumns({ t, pick }, props)
  return <Table caption={t('members')} isCaptionHidden rows={props.known.members} rowKey={keyOf} empty={null} columns={columns} />
}

function keyOf({ personId }: Member): string {
  return personId
}

function memberColumns({ t, pick }: Words, { known, ownId, onRemove }: MemberTableProps): readonly Column<Member>[] {
  const columns: readonly Column<Member>[] = [
    { id: 'name', header: t('name'), isRowHeader: true, cell: (one) => <MemberName member={one} isOwn={one.personId === ownId} /> },
    { id: 'roles', header: t('roles'), cell: ({ roles }) => roles.map((role) => pick(roleNames[role])).join(' / ') },
    {
      id: 'fingerprint',
      header: t('fingerprint'),
      cell: (one) => <MemberFingerprint member={one} isVouched={known.vouched.has(one.personId)} />,
    },
  ]
  if (onRemove === null) return columns
  const removal: Column<Member> = {
    id: 'act',
    header: t('act'),
    cell: (one) => one.personId !== ownId && <RemoveButton member={one} onRemove={onRemove} />,
  }
  return [...columns, removal]
}

function MemberName({ member, isOwn }: { member: Member; isOwn: boolean }): ReactNode {
  const t = useText(membersText)
  const { pick } = useLanguage()
  return (
    <>
      {pick(member.name)} {isOwn && <StatusBadge tone="neutral">{t('you')}</StatusBadge>}
    </>
  )
}

function RemoveButton({ member, onRemove }: { member: Member; onRemove: (member: Member) => void }): ReactNode {
  const t = useText(membersText)
  const { pick } = useLanguage()
  const label = t('remove') + t('removeName', { name: pick(member.name) })
  return (
    <Button variant="secondary" size="small" label={label} onPress={() => onRemove(member)}>
      {t('remove')}
    </Button>
  )
}

function MemberFingerprint({ member, isVouched }: { member: Member; isVouched: boolean }): ReactNode {
  const t = useText(membersText)
  if (member.key === null) return t('noKey')
  return (
    <>
      <FingerprintDigits hash={personFingerprint(member.key)} />
      {!isVouched && (
        <StatusBadge tone="danger" isStrong>
          {t('notVouched')}
        </StatusBadge>
      )}
    </>
  )
}

/** What became of members and keys, newest first. */
export function ChangeTable({ changes }: { changes: readonly MemberChange[] }): ReactNode {
  const t = useText(membersText)
  const { pick } = useLanguage()
  return (
    <Table
      caption={t('history')}
      isCaptionHidden
      rows={changes}
      rowKey={({ at, change, epoch }) => `${at} ${change} ${epoch}`}
      empty={t('noHistory')}
      columns={changeColumns({ t, pick })}
    />
  )
}

function changeColumns({ t, pick }: Words): readonly Column<MemberChange>[] {
  return [
    { id: 'at', header: t('at'), isRowHeader: true, cell: ({ at }) => <InstantText at={at} isExact /> },
    {
      id: 'what',
      header: t('what'),
      cell: ({ change, person, epoch }) => {
        const words = change === 'rotation' ? t('rotationDone') : t(change, { name: pick(person) })
        return `${words} (${t('epochShort', { epoch: String(epoch) })})`
      },
    },
    { id: 'by', header: t('by'), cell: ({ by }) => (by === null ? '—' : pick(by)) },
  ]
}
