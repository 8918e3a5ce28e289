import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent, type ReactNode } from 'react'
import { roleNames } from '#identity/role-text.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxChoice } from '#ui/choice.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { authorityRoles } from './member.ts'
import { inviteHere } from './members-client.ts'
import { membersText } from './members-text.ts'

type Wanted = { readonly nameJa: string; readonly nameEn: string; readonly roles: readonly (typeof authorityRoles)[number][] }

const nobody: Wanted = { nameJa: '', nameEn: '', roles: [] }

/** Makes a one-time link by which a person can begin to join. */
export function InviteForm(): ReactNode {
  const t = useText(membersText)
  const { pick } = useLanguage()
  const [wanted, setWanted] = useState(nobody)
  const [isTried, setTried] = useState(false)
  const inviting = useMutation({
    mutationFn: () => inviteHere({ ja: wanted.nameJa.trim(), en: wanted.nameEn.trim() }, wanted.roles),
    onSuccess: () => {
      setWanted(nobody)
      setTried(false)
    },
  })
  const missing = (value: string): string | undefined => (isTried && value.trim() === '' ? t('nameMissing') : undefined)
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wanted.nameJa.trim() !== '' && wanted.nameEn.trim() !== '' && wanted.roles.length > 0) inviting.mutate()
  }
  return (
    <section>
      <Heading level={2}>{t('invite')}</Heading>
      <form noValidate onSubmit={send}>
        <TextInput
          id="name-ja"
          width="medium"
          label={t('nameJa')}
          value={wanted.nameJa}
          onChange={(nameJa) => setWanted({ ...wanted, nameJa })}
          error={missing(wanted.nameJa)}
        />
        <TextInput
          id="name-en"
          width="medium"
          label={t('nameEn')}
          value={wanted.nameEn}
          onChange={(nameEn) => setWanted({ ...wanted, nameEn })}
          error={missing(wanted.nameEn)}
        />
        <CheckboxChoice
          id="roles"
          label={t('roles')}
          values={wanted.roles}
          onChange={(roles) => setWanted({ ...wanted, roles })}
          options={authorityRoles.map((role) => ({ value: role, label: pick(roleNames[role]) }))}
          error={isTried && wanted.roles.length === 0 ? t('rolesMissing') : undefined}
        />
        {inviting.error !== null && <ErrorNotice error={inviting.error} />}
        <ButtonRow>
          <Button type="submit" variant="secondary" isPending={inviting.isPending}>
            {t('makeLink')}
          </Button>
        </ButtonRow>
      </form>
      {inviting.data !== undefined && <MadeLink link={inviting.data.link} />}
    </section>
  )
}

function MadeLink({ link }: { link: string }): ReactNode {
  const t = useText(membersText)
  return (
    <NotificationBanner tone="success" title={t('linkTitle')} isLive>
      <p>{t('linkBody')}</p>
      <CopyableCode value={link} name={t('link')} />
    </NotificationBanner>
  )
}
