import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** The answer "not known yet" beside a field: whether it is chosen, and what to do when that changes. */
export type UnknownAnswer = { readonly isSelected: boolean; readonly onChange: (isSelected: boolean) => void }

/** What every field takes. */
export type FieldProps = {
  /** Id of the control; the error summary links to it. Unique on the page. */
  id: string
  /** The question or the name of the field, in the language of the page. */
  label: string
  /** Help below the label. */
  hint?: ReactNode
  /** What is wrong and how to put it right, in the same words as in the error summary; null or absent while nothing is. */
  error?: string | null | undefined
  /** Shows the badge 必須 or 任意; no badge when absent. */
  requirement?: 'required' | 'optional' | undefined
  /** Offers "not known yet" below the control; the control is disabled while that is chosen. */
  unknown?: UnknownAnswer | undefined
  isDisabled?: boolean | undefined
  /** Shows the label as large as a heading, for a page that asks one question. */
  isLabelLarge?: boolean | undefined
}

/** Returns whether the control of a field takes no input: disabled, or answered "not known yet". */
export function isClosed(props: Pick<FieldProps, 'isDisabled' | 'unknown'>): boolean {
  return (props.isDisabled ?? false) || (props.unknown?.isSelected ?? false)
}

/** Returns the ids of a field's hint and error, for `aria-describedby`, leaving out what is absent; undefined when both are. */
export function describedBy(props: Pick<FieldProps, 'id' | 'hint' | 'error'>): string | undefined {
  const ids = [props.hint !== undefined && `${props.id}-hint`, hasError(props) && `${props.id}-error`]
  const joined = classNames(...ids)
  return joined === '' ? undefined : joined
}

/** Returns whether a field carries an error. */
export function hasError({ error }: Pick<FieldProps, 'error'>): boolean {
  return error !== null && error !== undefined && error !== ''
}

/** The classes of a field's label or legend. */
export function labelClass(isLarge: boolean | undefined): string {
  return classNames('block text-solid-gray-900', isLarge === true ? 'text-std-24B-150' : 'text-std-17B-170')
}

/** The words of a label with the badge that says whether an answer is required. */
export function LabelWords({ label, requirement }: Pick<FieldProps, 'label' | 'requirement'>): ReactNode {
  const t = useText(uiText)
  return (
    <>
      {label}
      {requirement === 'required' && <span className="ms-2 text-oln-16N-100 text-red-900">{t('required')}</span>}
      {requirement === 'optional' && <span className="ms-2 text-oln-16N-100 text-solid-gray-700">{t('optional')}</span>}
    </>
  )
}

/** The help below a label. */
export function HintWords({ children }: { children: ReactNode }): ReactNode {
  return <span className="mt-1 block text-solid-gray-700">{children}</span>
}

/** The words of an error beside its field. */
export function ErrorWords({ children }: { children: ReactNode }): ReactNode {
  const t = useText(uiText)
  return (
    <span className="mt-2 flex items-start gap-1 text-error-2">
      <Icon name="error" className="mt-1 size-5" />
      <span>
        <span className="sr-only">{`${t('error')}: `}</span>
        {children}
      </span>
    </span>
  )
}
