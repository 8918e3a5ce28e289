import { useState, type ReactNode } from 'react'
import { describedBy, ErrorWords, hasError, HintWords, labelClass, LabelWords, type FieldProps } from './field-parts.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/**
 * A field that takes one file from the device; the file stays in the browser until the page does something with it.
 *
 * @param props of {@link FieldProps} without `unknown`; `accept` as of the HTML element, for example `.json,.csv`; `onChoose(file)`.
 */
export function FileInput(props: Omit<FieldProps, 'unknown'> & { accept?: string | undefined; onChoose: (file: File) => void }): ReactNode {
  const t = useText(uiText)
  const [name, setName] = useState<string | null>(null)
  const choose = (file: File | undefined) => {
    if (file === undefined) return
    setName(file.name)
    props.onChoose(file)
  }
  return (
    <div>
      <span className={labelClass(props.isLabelLarge)} id={`${props.id}-label`}>
        <LabelWords {...props} />
      </span>
      {props.hint !== undefined && (
        <div id={`${props.id}-hint`}>
          <HintWords>{props.hint}</HintWords>
        </div>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-3">
        <label className="relative inline-flex min-h-12 cursor-pointer items-center justify-center rounded-8 border border-blue-900 bg-white px-4 py-2 text-std-16B-170 text-blue-900 underline-offset-4 hover:bg-blue-100 hover:underline has-focus-visible:outline-4 has-focus-visible:outline-offset-2 has-focus-visible:outline-black">
          {t('chooseFile')}
          <input
            id={props.id}
            type="file"
            accept={props.accept}
            disabled={props.isDisabled ?? false}
            aria-labelledby={`${props.id}-label`}
            aria-describedby={describedBy(props)}
            aria-invalid={hasError(props)}
            onChange={(event) => choose(event.target.files?.[0])}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
        </label>
        <span aria-live="polite">{name ?? t('noFile')}</span>
      </div>
      {hasError(props) && (
        <div id={`${props.id}-error`}>
          <ErrorWords>{props.error}</ErrorWords>
        </div>
      )}
    </div>
  )
}
