import { useLocation } from '@tanstack/react-router'
import { useEffect, type ReactNode } from 'react'
import type { Role } from '#identity/actor.ts'
import { roleNames } from '#identity/role-text.ts'
import { useSession } from '#identity/session-client.ts'
import { useLanguage } from '#ui/language-context.ts'
import { LinkButton } from '#ui/link.tsx'
import { Loaded } from '#ui/loaded.tsx'
import { useGoTo } from '#ui/page-address.ts'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { Loading } from '#ui/progress.tsx'
import { useText } from '#ui/use-text.ts'
import { shellText } from './shell-text.ts'

/** Shows `children` to people with one of `roles`; asks others to sign in, after which they are back at the same address, or says which roles can use the page. */
export function PageGuard({ roles, children }: { roles: readonly Role[]; children: ReactNode }): ReactNode {
  const session = useSession()
  return (
    <Loaded query={session}>
      {(known) => {
        if (!known.signedIn) return <ToSignIn />
        return known.person.roles.some((role) => roles.includes(role)) ? (
          children
        ) : (
          <WrongRolePage roles={roles} isDemonstration={known.demo} />
        )
      }}
    </Loaded>
  )
}

function ToSignIn(): ReactNode {
  const goTo = useGoTo()
  const path = useLocation().pathname
  useEffect(() => {
    goTo(pagePath('signIn'), { search: { next: path }, replace: true })
  })
  return <Loading />
}

function WrongRolePage({ roles, isDemonstration }: { roles: readonly Role[]; isDemonstration: boolean }): ReactNode {
  const t = useText(shellText)
  const { language, pick } = useLanguage()
  const names = roles.map((role) => pick(roleNames[role])).join(language === 'ja' ? '、' : ', ')
  return (
    <Page title={t('wrongRoleTitle')}>
      <p className="mb-8">{t('wrongRoleBody', { roles: names })}</p>
      {isDemonstration && <LinkButton href={pagePath('signIn')}>{t('switchPersona')}</LinkButton>}
    </Page>
  )
}
