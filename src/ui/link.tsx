import { Link as RouterLink } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClass, type ButtonSize, type ButtonVariant } from './button.tsx'
import { Icon } from './icon.tsx'
import { isPageAddress } from './page-path.ts'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

const linkClass =
  'text-blue-1000 underline underline-offset-4 visited:text-magenta-900 hover:text-blue-900 hover:decoration-[3px] active:text-orange-700'

type LinkProps = {
  /** An address of this site; that of a page is made by `pagePath()`. */
  href: string
  children: ReactNode
  /** The query of the address. */
  search?: Readonly<Record<string, string>> | undefined
  /** Words for screen readers after the visible ones, where several links of a page read alike. */
  hiddenSuffix?: string | undefined
  /** Says that the link leads to the present page, in a menu. */
  isCurrent?: boolean | undefined
  /** Replaces the look of a link in running text. */
  className?: string | undefined
}

/**
 * A link within this site. A page is reached without loading the document anew and is prepared when pointed at; any other address
 * (`/api/docs`, `#main`) is an ordinary link.
 */
export function TextLink({ href, children, search, hiddenSuffix, isCurrent, className }: LinkProps): ReactNode {
  const words = (
    <>
      {children}
      {hiddenSuffix !== undefined && <span className="sr-only">{hiddenSuffix}</span>}
    </>
  )
  const look = { className: className ?? linkClass, 'aria-current': isCurrent === true ? ('page' as const) : undefined }
  if (!isPageAddress(href))
    return (
      <a href={href} {...look}>
        {words}
      </a>
    )
  return (
    <RouterLink to={href} search={search ?? {}} activeProps={look} {...look}>
      {words}
    </RouterLink>
  )
}

/** A link to another page of this site that looks like a button, for the next step of a path. */
export function LinkButton(props: LinkProps & { variant?: ButtonVariant | undefined; size?: ButtonSize | undefined }): ReactNode {
  return <TextLink {...props} className={buttonClass(props.variant ?? 'primary', props.size ?? 'medium')} />
}

/** A link to another site, in a new tab, which it says. */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }): ReactNode {
  const t = useText(uiText)
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={linkClass}>
      {children}
      <Icon name="external" className="ms-1 inline size-4" />
      <span className="sr-only">{t('newWindow')}</span>
    </a>
  )
}

/**
 * A link that saves a file, from an address of this site or from one that `URL.createObjectURL()` made.
 *
 * @param props `href`; `fileName` to save under; `children` name the file, its format and, where known, its size.
 */
export function DownloadLink({ href, fileName, children }: { href: string; fileName: string; children: ReactNode }): ReactNode {
  return (
    <a href={href} download={fileName} className={linkClass}>
      <Icon name="download" className="me-1 inline size-5 align-[-0.2em]" />
      {children}
    </a>
  )
}
