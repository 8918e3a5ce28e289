import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { classNames } from './class-names.ts'
import { Spinner } from './progress.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** How much a button stands out: one `primary` a page, `secondary` beside it, `text` for minor acts, `danger` for what cannot be undone. */
export type ButtonVariant = 'primary' | 'secondary' | 'text' | 'danger'

/** The size of a button: `large` for the main act of a page, `medium` (default), `small` in tables and banners (still 36 px high). */
export type ButtonSize = 'large' | 'medium' | 'small'

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary: 'border-blue-900 bg-blue-900 text-white hover:border-blue-1000 hover:bg-blue-1000 active:border-blue-1200 active:bg-blue-1200',
  secondary: 'border-blue-900 bg-white text-blue-900 hover:bg-blue-100 hover:text-blue-1000 active:bg-blue-200',
  text: 'border-transparent text-blue-900 underline hover:bg-blue-50 hover:decoration-2 active:bg-blue-100',
  danger: 'border-error-2 bg-error-2 text-white hover:border-red-1000 hover:bg-red-1000 active:bg-red-1100',
}

const sizes: Readonly<Record<ButtonSize, string>> = {
  large: 'min-h-14 min-w-34 px-4 py-3 text-std-16B-170',
  medium: 'min-h-12 min-w-24 px-4 py-2 text-std-16B-170',
  small: 'min-h-9 min-w-18 px-3 py-1 text-oln-14B-100',
}

/** Returns the classes that make a button or a link look like a button. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize): string {
  return classNames(
    'inline-flex items-center justify-center gap-2 rounded-8 border text-center underline-offset-4 hover:underline',
    'data-disabled:border-solid-gray-300 data-disabled:bg-solid-gray-300 data-disabled:text-solid-gray-600 data-disabled:no-underline',
    'forced-colors:border-[ButtonText]',
    variants[variant],
    variant === 'text' && size === 'small' ? 'min-h-9 text-std-16N-170' : sizes[size],
  )
}

type ButtonProps = {
  children: ReactNode
  onPress?: (() => void) | undefined
  type?: 'button' | 'submit' | undefined
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
  isPending?: boolean | undefined
  isDisabled?: boolean | undefined
  label?: string | undefined
  isExpanded?: boolean | undefined
}

/**
 * A button. `onPress` runs for mouse, touch and keyboard alike; `type="submit"` submits the form around it.
 *
 * While `isPending` it shows a spinner, keeps the focus and ignores presses. Prefer explaining an error after the press to `isDisabled`.
 *
 * @param props `label` names the button where its words alone are not enough (it must begin with the visible words); `isExpanded` for one that opens something.
 */
export function Button({
  children,
  variant = 'primary',
  size = 'medium',
  type = 'button',
  isPending = false,
  ...props
}: ButtonProps): ReactNode {
  const t = useText(uiText)
  return (
    <>
      <AriaButton
        type={isPending ? 'button' : type}
        className={buttonClass(variant, size)}
        isDisabled={props.isDisabled ?? false}
        aria-disabled={isPending}
        {...(props.onPress === undefined || isPending ? {} : { onPress: props.onPress })}
        {...(props.label === undefined ? {} : { 'aria-label': props.label })}
        {...(props.isExpanded === undefined ? {} : { 'aria-expanded': props.isExpanded })}
      >
        {isPending && <Spinner className="size-5" />}
        {children}
      </AriaButton>
      <span role="status" className="sr-only">
        {isPending && t('working')}
      </span>
    </>
  )
}

/** A row of buttons that wraps on narrow screens; the main act comes first. */
export function ButtonRow({ children }: { children: ReactNode }): ReactNode {
  return <div className="mt-8 flex flex-wrap items-center gap-4">{children}</div>
}
