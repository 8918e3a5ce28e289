import type { ReactNode } from 'react'
import { ConnectionBanner } from './connection-banner.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { TextLink } from './link.tsx'
import { StatusBadge } from './status-badge.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** One entry of the main menu; `alert` says what there must not be overlooked. */
export type MenuEntry = { readonly href: string; readonly label: string; readonly isCurrent: boolean; readonly alert?: string | undefined }

type PageFrameProps = {
  children: ReactNode
  brand: ReactNode
  footer: ReactNode
  menu: readonly MenuEntry[]
  account?: ReactNode
  isDemonstration: boolean
}

/**
 * What surrounds every page: skip link, demonstration banner, header with brand, language switch and account, main menu, connection banner, main part, footer.
 *
 * @param props `brand` leads to the start page; `menu` of the person's side (none: no menu); `account` in the header; `isDemonstration` shows the banner; `footer`.
 */
export function PageFrame(props: PageFrameProps): ReactNode {
  const t = useText(uiText)
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:m-2 focus:bg-white focus:p-2 focus:text-blue-1000 focus:underline"
      >
        {t('skipToContent')}
      </a>
      {props.isDemonstration && <DemonstrationBanner />}
      <header className="border-b border-solid-gray-420" data-print="hidden">
        <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 desktop:px-8">
          {props.brand}
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <LanguageSwitch />
            {props.account}
          </div>
        </div>
        {props.menu.length > 0 && <MainMenu entries={props.menu} />}
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-8 desktop:px-8">
        <ConnectionBanner />
        {props.children}
      </main>
      <footer className="border-t border-solid-gray-420 bg-solid-gray-50" data-print="hidden">
        <div className="mx-auto max-w-6xl px-4 py-8 desktop:px-8">{props.footer}</div>
      </footer>
    </div>
  )
}

function DemonstrationBanner(): ReactNode {
  const t = useText(uiText)
  return (
    <aside aria-label={t('demonstration')} className="border-b border-yellow-600 bg-yellow-100 text-black">
      <p className="mx-auto max-w-6xl px-4 py-2 desktop:px-8">
        <strong className="me-3 inline-block rounded-4 border border-current px-2 text-oln-14B-100 leading-150">
          {t('demonstration')}
        </strong>
        {t('demonstrationNote')}
      </p>
    </aside>
  )
}

function MainMenu({ entries }: { entries: readonly MenuEntry[] }): ReactNode {
  const t = useText(uiText)
  return (
    <nav aria-label={t('mainNavigation')} className="mx-auto max-w-6xl px-4 desktop:px-8">
      <ul className="-mx-3 flex flex-wrap">
        {entries.map((entry) => (
          <li key={entry.href}>
            <TextLink href={entry.href} isCurrent={entry.isCurrent} className={menuClass(entry.isCurrent)}>
              {entry.label}
              {entry.alert !== undefined && (
                <>
                  {' '}
                  <StatusBadge tone="danger" isStrong>
                    {entry.alert}
                  </StatusBadge>
                </>
              )}
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function menuClass(isCurrent: boolean): string {
  const look = isCurrent
    ? 'border-blue-900 font-700 text-blue-900'
    : 'border-transparent text-solid-gray-800 hover:border-solid-gray-420 hover:underline'
  return `block min-h-11 border-b-4 px-3 py-2 underline-offset-4 ${look}`
}
