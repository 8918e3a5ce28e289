import { useEffect, useRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { ErrorSummary } from './error-summary.tsx'
import type { FormErrors } from './form-errors.ts'
import { Heading } from './heading.tsx'
import { Icon } from './icon.tsx'
import { TextLink } from './link.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

type PageProps = {
  title: string
  children: ReactNode
  lead?: ReactNode
  badges?: ReactNode
  back?: { readonly href: string; readonly label: string } | undefined
  errors?: FormErrors | undefined
  topic?: string | undefined
  width?: 'text' | 'wide' | undefined
}

let isFirstPage = true

/**
 * One page: sets the title of the document, shows the way back, the errors of its form, the one h1 and a lead, then `children`.
 *
 * The focus moves to the h1 when the page is reached from another one. While `errors` has entries the title says エラー first.
 *
 * @param props `title`; `lead` below it; `badges` beside it; `back` to where the person came from; `errors` of its form;
 *   `topic` changes when the same page turns to another question, and the focus moves to the h1 then too;
 *   `width` is `text` (at most 50 rem, for reading and forms, the default) or `wide` (for tables).
 */
export function Page(props: PageProps): ReactNode {
  const { title, errors } = props
  usePageTitle(title, errors)
  return (
    <div className={classNames('pb-16', props.width === 'wide' ? 'max-w-6xl' : 'max-w-200')}>
      {props.back !== undefined && (
        <p className="mb-4">
          <TextLink href={props.back.href}>
            <Icon name="chevronLeft" className="me-1 inline size-5 align-[-0.25em]" />
            {props.back.label}
          </TextLink>
        </p>
      )}
      {errors !== undefined && <ErrorSummary errors={errors} />}
      <PageHeading key={props.topic} title={title} badges={props.badges} />
      {props.lead !== undefined && <div className="mb-8 text-std-18N-160">{props.lead}</div>}
      {props.children}
    </div>
  )
}

function usePageTitle(title: string, errors: FormErrors | undefined): void {
  const t = useText(uiText)
  const isWrong = (errors?.entries.length ?? 0) > 0
  const whole = isWrong ? `${t('error')}: ${title}` : title
  useEffect(() => {
    document.title = `${whole}｜Noroshi`
  }, [whole])
}

/** The h1, which takes the focus when it appears, except on the first page of a visit. */
function PageHeading({ title, badges }: Pick<PageProps, 'title' | 'badges'>): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!isFirstPage) {
      window.scrollTo(0, 0)
      box.current?.focus({ preventScroll: true })
    }
    isFirstPage = false
  }, [])
  return (
    <div ref={box} tabIndex={-1} className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Heading level={1} isFlush>
        {title}
      </Heading>
      {badges}
    </div>
  )
}
