import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { roleNames } from '#identity/role-text.ts'
import { useSignedIn } from '#identity/session-client.ts'
import { useIsLocked } from '#identity/unlock-panel.tsx'
import { personFingerprint } from '#key-directory/fingerprint.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxChoice } from '#ui/choice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { DirectoryRefusal } from './directory-refusal.tsx'
import { FingerprintDigits } from '#identity/fingerprint-digits.tsx'
import type { Newcomer } from './member.ts'
import { approveHere, membersQuery, refuseHere } from './members-client.ts'
import { membersText } from './members-text.ts'

/** Somebody who waits to be let in, with the fingerprint to compare and the button that signs the approval. */
export function NewcomerCard({ newcomer, onApproved }: { newcomer: Newcomer; onApproved: (status: string) => void }): ReactNode {
  const t = useText(membersText)
  const { pick, language } = useLanguage()
  const name = pick(newcomer.name)
  const roles = newcomer.roles.map((role) => pick(roleNames[role])).join(language === 'ja' ? '、' : ', ')
  return (
    <li className="my-4 rounded-12 border border-solid-gray-420 p-4 desktop:p-6">
      <Heading level={3} isFlush>
        {name}
      </Heading>
      <p>
        {roles} · {t('approvals', { count: newcomer.approvals.length })}
      </p>
      {newcomer.key === null ? <p>{t('noKey')}</p> : <Comparison newcomer={newcomer} keys={newcomer.key} onApproved={onApproved} />}
      <Refusal newcomer={newcomer} />
    </li>
  )
}

function Comparison(props: { newcomer: Newcomer; keys: NonNullable<Newcomer['key']>; onApproved: (status: string) => void }): ReactNode {
  const { newcomer, keys, onApproved } = props
  const t = useText(membersText)
  const { pick } = useLanguage()
  const session = useSignedIn()
  const isLocked = useIsLocked(session)
  const queryClient = useQueryClient()
  const [compared, setCompared] = useState<readonly 'same'[]>([])
  const [isMissing, setMissing] = useState(false)
  const fingerprint = personFingerprint(keys)
  const approving = useMutation({
    mutationFn: () => approveHere(newcomer.personId, fingerprint, session),
    onSuccess: (status) => {
      onApproved(status)
      return queryClient.invalidateQueries({ queryKey: membersQuery.queryKey })
    },
  })
  const approve = () => {
    setMissing(compared.length === 0)
    if (compared.length > 0) approving.mutate()
  }
  return (
    <>
      <p className="mt-4 text-std-16B-170">{t('fingerprintOf', { name: pick(newcomer.name) })}</p>
      <FingerprintDigits hash={fingerprint} isLarge />
      <p className="text-solid-gray-700">{t('compareHint')}</p>
      <CheckboxChoice
        id={`compared-${newcomer.personId}`}
        label={t('confirm')}
        values={compared}
        onChange={setCompared}
        options={[{ value: 'same', label: t('compared') }]}
        error={isMissing && compared.length === 0 ? t('compareFirst') : undefined}
      />
      {approving.error !== null && <DirectoryRefusal error={approving.error} />}
      <ButtonRow>
        <Button isPending={approving.isPending} isDisabled={isLocked} onPress={approve}>
          {t('approve')}
        </Button>
      </ButtonRow>
    </>
  )
}

function Refusal({ newcomer }: { newcomer: Newcomer }): ReactNode {
  const t = useText(membersText)
  const { pick } = useLanguage()
  const { person } = useSignedIn()
  const queryClient = useQueryClient()
  const refusing = useMutation({
    mutationFn: () => refuseHere(newcomer.personId),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: membersQuery.queryKey }),
  })
  if (!person.roles.includes('authority-administrator')) return null
  return (
    <>
      {refusing.error !== null && <DirectoryRefusal error={refusing.error} />}
      <Button
        variant="text"
        size="small"
        isPending={refusing.isPending}
        onPress={() => refusing.mutate()}
        label={t('refuse') + t('removeName', { name: pick(newcomer.name) })}
      >
        {t('refuse')}
      </Button>
    </>
  )
}
