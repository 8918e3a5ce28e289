import { useQuery } from '@tanstack/react-query'
import { Outlet, useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSession, type Session } from '#identity/session-client.ts'
import { VerificationDialog } from '#identity/verification-dialog.tsx'
import { owedSummaryQuery } from '#obligation/owed-client.ts'
import { overdueMost } from '#obligation/owed-standing.ts'
import { owedPageText } from '#obligation/owed-text.ts'
import { useLanguage } from '#ui/language-context.ts'
import { LinkButton, TextLink } from '#ui/link.tsx'
import { PageFrame, type MenuEntry } from '#ui/page-frame.tsx'
import { pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { promiseText } from '#warning/promise-text.ts'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { MenuContext } from './menu-context.ts'
import { menuOf } from './menu.ts'
import { shellText } from './shell-text.ts'

/** The frame around the present page. */
export function Shell(): ReactNode {
  const session = useSession().data
  const path = useLocation().pathname
  const { pick } = useLanguage()
  const entries = session === undefined ? [] : menuOf(session.signedIn ? session.person.roles : [])
  const overdue = useOverdueWords(entries.some(({ href }) => href === pagePath('owed')))
  const menu: readonly MenuEntry[] = entries.map(({ href, label }) => ({
    href,
    label: pick(label),
    isCurrent: path === href,
    alert: href === pagePath('owed') ? overdue : undefined,
  }))
  return (
    <PageFrame
      brand={<Brand />}
      menu={menu}
      account={<Account session={session} path={path} />}
      isDemonstration={session?.demo ?? false}
      footer={<Footer />}
    >
      <MenuContext value={menu}>
        <Outlet />
        <VerificationDialog />
      </MenuContext>
    </PageFrame>
  )
}

/** Returns how much is overdue in words, for people whose menu leads there; nothing while nothing is. */
function useOverdueWords(isAsked: boolean): string | undefined {
  const t = useText(owedPageText)
  const overdue = useQuery({ ...owedSummaryQuery, enabled: isAsked }).data?.overdue ?? 0
  if (!isAsked || overdue === 0) return undefined
  return t('overdueCount', { count: overdue < overdueMost ? String(overdue) : `${overdueMost - 1}+` })
}

function Account({ session, path }: { session: Session | undefined; path: string }): ReactNode {
  const t = useText(shellText)
  if (session === undefined) return null
  // A new page closes the panel.
  if (session.signedIn) return <AccountMenu key={path} session={session} />
  return (
    <LinkButton href={pagePath('signIn')} variant="secondary" size="small">
      {t('signIn')}
    </LinkButton>
  )
}

function Footer(): ReactNode {
  const t = useText(shellText)
  const { pick } = useLanguage()
  return (
    <>
      <ul className="mb-4 flex flex-wrap gap-x-6 gap-y-2">
        <li>
          <TextLink href={pagePath('verify')}>{t('footerVerify')}</TextLink>
        </li>
        <li>
          <TextLink href={pagePath('promise')}>{pick(promiseText.title)}</TextLink>
        </li>
        <li>
          <TextLink href="/api/docs">{t('footerApi')}</TextLink>
        </li>
        <li>
          <TextLink href={pagePath('components')}>{t('footerComponents')}</TextLink>
        </li>
        <li>
          <TextLink href="/licences.txt">{t('footerLicences')}</TextLink>
        </li>
      </ul>
      <p>{t('footerAbout')}</p>
      <p className="text-solid-gray-700">{t('footerDesign')}</p>
    </>
  )
}
