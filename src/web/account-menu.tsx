import { useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react'
import { roleNames } from '#identity/role-text.ts'
import { signOut, type SignedIn } from '#identity/session-client.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Icon } from '#ui/icon.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { shellText } from './shell-text.ts'

/** Who is signed in, with a panel that names organisation and roles and offers to sign out; Escape or a press elsewhere closes it. */
export function AccountMenu({ session }: { session: SignedIn }): ReactNode {
  const t = useText(shellText)
  const { pick } = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const panelId = useId()
  useDismissal({ isOpen, box, trigger, close: () => setOpen(false) })
  const name = pick(session.person.name)
  return (
    <div ref={box} className="desktop:relative">
      <button
        ref={trigger}
        type="button"
        aria-label={t('account', { name })}
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-11 cursor-pointer items-center gap-2 rounded-8 border border-solid-gray-420 px-3 py-1 hover:bg-solid-gray-50"
      >
        <Icon name="person" className="size-5 text-solid-gray-700" />
        <span className="text-oln-16B-100 leading-130">{name}</span>
        <Icon name="chevronDown" className="size-4" />
      </button>
      <div
        id={panelId}
        hidden={!isOpen}
        className="absolute inset-x-4 z-20 mt-2 rounded-12 border border-solid-gray-420 bg-white p-4 shadow-2 desktop:inset-x-auto desktop:right-0 desktop:w-88"
      >
        <AccountPanel session={session} />
      </div>
    </div>
  )
}

function AccountPanel({ session }: { session: SignedIn }): ReactNode {
  const t = useText(shellText)
  const { language, pick } = useLanguage()
  const [error, setError] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const leave = () => {
    setPending(true)
    void signOut().catch((reason: unknown) => {
      setPending(false)
      setError(reason)
    })
  }
  return (
    <>
      <dl>
        <dt className="text-std-16N-170 text-solid-gray-700">{t('organisation')}</dt>
        <dd className="mb-2">{pick(session.organisation.name)}</dd>
        <dt className="text-std-16N-170 text-solid-gray-700">{t('roles')}</dt>
        <dd className="mb-4">{session.person.roles.map((role) => pick(roleNames[role])).join(language === 'ja' ? '、' : ', ')}</dd>
      </dl>
      <div className="flex flex-wrap items-center gap-4">
        <TextLink href={pagePath('keys')}>{t('keys')}</TextLink>
        {session.demo && <TextLink href={pagePath('signIn')}>{t('switchPersona')}</TextLink>}
        <Button variant="secondary" size="small" onPress={leave} isPending={isPending}>
          {t('signOut')}
        </Button>
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </>
  )
}

type Dismissal = {
  isOpen: boolean
  box: RefObject<HTMLElement | null>
  trigger: RefObject<HTMLButtonElement | null>
  close: () => void
}

function useDismissal({ isOpen, box, trigger, close }: Dismissal): void {
  useEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      close()
      trigger.current?.focus()
    }
    const onMove = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) close()
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onMove)
    document.addEventListener('focusin', onMove)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onMove)
      document.removeEventListener('focusin', onMove)
    }
  })
}
