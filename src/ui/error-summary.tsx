import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import type { ErrorEntry } from './error-entries.ts'
import type { FormErrors } from './form-errors.ts'
import { Icon } from './icon.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/**
 * The list of everything to put right, at the top of the page. The focus moves to it at each attempt; each line moves it on to its field.
 *
 * Renders nothing while there is no error. `Page` renders it when it is given `errors`.
 */
export function ErrorSummary({ errors }: { errors: FormErrors }): ReactNode {
  const t = useText(uiText)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.attempt > 0) box.current?.focus()
  }, [errors.attempt])
  if (errors.entries.length === 0) return null
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      aria-labelledby="error-summary-title"
      className="mb-8 rounded-12 border-3 border-error-1 p-4 desktop:p-6"
    >
      <h2 id="error-summary-title" className="flex items-start gap-2 text-std-20B-150 text-solid-gray-900">
        <Icon name="error" className="mt-0.5 size-7 text-error-1" />
        {t('errorSummary', { count: errors.entries.length })}
      </h2>
      <ul className="mt-3 list-disc ps-10">
        {errors.entries.map((entry) => (
          <li key={`${entry.fieldId ?? ''} ${entry.message}`} className="my-1">
            <EntryLine entry={entry} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function EntryLine({ entry }: { entry: ErrorEntry }): ReactNode {
  const { fieldId } = entry
  if (fieldId === null) return entry.message
  const go = (event: MouseEvent) => {
    event.preventDefault()
    focusField(fieldId)
  }
  return (
    <a href={`#${fieldId}`} onClick={go} className="text-error-2 underline underline-offset-4 hover:decoration-[3px]">
      {entry.message}
    </a>
  )
}

/** Moves the focus to the control with this id, or to the first control inside a group with this id; scrolls its label into view. */
function focusField(id: string): void {
  const element = document.getElementById(id)
  if (element === null) return
  const control = element.matches(controls) ? element : element.querySelector<HTMLElement>(controls)
  const group = element.closest('fieldset, [role="radiogroup"], [role="group"]') ?? element.parentElement ?? element
  group.scrollIntoView({ block: 'start' })
  control?.focus({ preventScroll: true })
}

const controls = 'input, select, textarea, button, [tabindex]'
