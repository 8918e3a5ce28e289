import { useQuery } from '@tanstack/react-query'
import { use, type ReactNode } from 'react'
import { NoticeList } from '#delivery/notice-list.tsx'
import type { OrganisationKind, Role } from '#identity/actor.ts'
import { organisationKindNames } from '#identity/role-text.ts'
import { useSession, type Session } from '#identity/session-client.ts'
import { OwedDue } from '#obligation/due-words.tsx'
import { owedSummaryQuery } from '#obligation/owed-client.ts'
import { useBrowserNow } from '#ui/browser-clock.ts'
import { Heading } from '#ui/heading.tsx'
import { Icon, type IconName } from '#ui/icon.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { LinkButton, TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { MenuContext } from './menu-context.ts'
import { startText } from './start-text.ts'

const promises = [
  ['check', 'onceTitle', 'onceBody'],
  ['lock', 'sealedTitle', 'sealedBody'],
  ['person', 'openedTitle', 'openedBody'],
  ['success', 'warnedTitle', 'warnedBody'],
] as const satisfies readonly (readonly [IconName, keyof typeof startText, keyof typeof startText])[]

const users = [
  ['operator', 'operatorTitle', 'operatorBody', 'operatorTry'],
  ['authority', 'authorityTitle', 'authorityBody', 'authorityTry'],
  ['subscriber', 'subscriberTitle', 'subscriberBody', 'subscriberTry'],
  [null, 'lawTitle', 'lawBody', 'lawTry'],
] as const satisfies readonly (readonly [OrganisationKind | null, ...(keyof typeof startText)[]])[]

/** Roles that may read the notices to their organisation. */
const noticeReaders: readonly Role[] = [
  'releaser',
  'filer',
  'viewer',
  'operator-administrator',
  'officer',
  'authority-administrator',
  'subscriber',
  'registrar',
]

const tour = ['tourOne', 'tourTwo', 'tourThree', 'tourFour', 'tourFive'] as const

/** Says what Noroshi is, what each kind of user gets from it and, in the demonstration, what to try. */
export function StartPage(): ReactNode {
  const t = useText(startText)
  const session = useSession().data
  const isDemonstration = session?.demo ?? false
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <div className="flex flex-wrap gap-4">
        {session?.signedIn === false && isDemonstration && (
          <LinkButton href={pagePath('signIn')} size="large">
            {t('begin')}
          </LinkButton>
        )}
        {session?.signedIn !== true && (
          <LinkButton href={pagePath('triage')} size="large" variant="secondary">
            {t('mustReport')}
          </LinkButton>
        )}
      </div>
      {session?.signedIn === true && session.person.roles.some((role) => noticeReaders.includes(role)) && (
        <NoticeList here={pagePath('start')} />
      )}
      <YourPages session={session} />
      <Promises />
      <Users isDemonstration={isDemonstration} />
      {isDemonstration && <Tour />}
    </Page>
  )
}

function YourPages({ session }: { session: Session | undefined }): ReactNode {
  const t = useText(startText)
  const { pick } = useLanguage()
  const menu = use(MenuContext)
  if (session?.signedIn !== true || menu.length === 0) return null
  return (
    <section className="rounded-12 border border-blue-900 p-6">
      <Heading level={2} looksLike={3} isFlush>
        {t('yourPages', { name: pick(session.person.name) })}
      </Heading>
      {menu.some(({ href }) => href === pagePath('owed')) && <NextOwed />}
      <ul className="mt-4 flex flex-wrap gap-4">
        {menu.map((entry, index) => (
          <li key={entry.href}>
            <LinkButton href={entry.href} variant={index === 0 ? 'primary' : 'secondary'}>
              {entry.label}
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What presses most, so that nobody has to look for it. */
function NextOwed(): ReactNode {
  const t = useText(startText)
  const { pick } = useLanguage()
  const now = useBrowserNow()
  const next = useQuery(owedSummaryQuery).data?.next ?? null
  if (next === null) return null
  const [title, stage] = [pick(next.title), pick(next.name)]
  return (
    <div className="mt-4 border-s-4 border-blue-900 ps-4">
      <p>
        <strong>{t('nextOwed')}</strong> {title === stage ? title : t('nextOwedDuty', { title, stage })}
      </p>
      <OwedDue owed={next} now={now} />
    </div>
  )
}

function Promises(): ReactNode {
  const t = useText(startText)
  return (
    <section>
      <Heading level={2}>{t('promisesTitle')}</Heading>
      <ul className="grid gap-x-8 gap-y-6 desktop:grid-cols-2">
        {promises.map(([icon, title, body]) => (
          <li key={title} className="flex gap-4">
            <Icon name={icon} className="mt-1 size-8 text-blue-900" />
            <div>
              <Heading level={3} looksLike={4} isFlush>
                {t(title)}
              </Heading>
              <p>{t(body)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Users({ isDemonstration }: { isDemonstration: boolean }): ReactNode {
  const t = useText(startText)
  const { pick } = useLanguage()
  return (
    <section>
      <Heading level={2}>{t('usersTitle')}</Heading>
      <ul className="grid gap-6 desktop:grid-cols-2">
        {users.map(([kind, title, body, attempt]) => (
          <li key={title} className="flex flex-col rounded-12 border border-solid-gray-420 p-6">
            <Heading level={3} isFlush>
              {t(title)}
            </Heading>
            <p className="mt-2">{t(body)}</p>
            {isDemonstration && (
              <p className="mt-4 border-s-4 border-blue-900 ps-4">
                <strong className="block">{t('tryLabel')}</strong>
                {t(attempt)}
              </p>
            )}
            {kind === null && (
              <p className="mt-auto pt-4">
                <TextLink href={pagePath('simulation')}>{t('lawSimulate')}</TextLink>
              </p>
            )}
            {isDemonstration && kind !== null && (
              <p className="mt-auto pt-4">
                <TextLink href={pagePath('signIn')} search={{ side: kind }}>
                  {t('signInAs', { kind: pick(organisationKindNames[kind]) })}
                </TextLink>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Tour(): ReactNode {
  const t = useText(startText)
  return (
    <section>
      <Heading level={2}>{t('tourTitle')}</Heading>
      <ol className="max-w-200 list-decimal ps-7">
        {tour.map((step) => (
          <li key={step} className="my-2 ps-1">
            {t(step)}
          </li>
        ))}
      </ol>
    </section>
  )
}
