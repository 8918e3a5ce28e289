import { useState, type ReactNode } from 'react'
import { describedBy, ErrorWords, hasError, HintWords, labelClass, LabelWords, type FieldProps } from './field-parts.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

type FileProps = Omit<FieldProps, 'unknown'> & { accept?: string | undefined }

/**
 * A field that takes one file from the device; the file stays in the browser until the page does something with it.
 *
 * @param props of {@link FieldProps} without `unknown`; `accept` as of the HTML element, for example `.json,.csv`; `onChoose(file)`.
 */
export function FileInput({ onChoose, ...props }: FileProps & { onChoose: (file: File) => void }): ReactNode {
  return <FilesField {...props} isMultiple={false} onChoose={(files) => files.slice(0, 1).forEach(onChoose)} />
}

/**
 * A field that takes several files at once, such as those of a folder; otherwise as {@link FileInput}.
 *
 * @param props `isListedBelow` for a page that lists what was chosen by itself: the field then names nothing, and takes a file again that was removed there.
 */
export function FilesInput(props: FileProps & { onChoose: (files: readonly File[]) => void; isListedBelow?: boolean }): ReactNode {
  return <FilesField {...props} isMultiple />
}

type FilesFieldProps = FileProps & { isMultiple: boolean; onChoose: (files: readonly File[]) => void; isListedBelow?: boolean }

function FilesField(props: FilesFieldProps): ReactNode {
  const t = useText(uiText)
  const [names, setNames] = useState<readonly string[]>([])
  const choose = (files: readonly File[]) => {
    if (files.length === 0) return
    setNames(files.map(({ name }) => name))
    props.onChoose(files)
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
          {t(props.isMultiple ? 'chooseFiles' : 'chooseFile')}
          <input
            id={props.id}
            type="file"
            accept={props.accept}
            multiple={props.isMultiple}
            disabled={props.isDisabled ?? false}
            aria-labelledby={`${props.id}-label`}
            aria-describedby={describedBy(props)}
            aria-invalid={hasError(props)}
            onChange={(event) => {
              choose([...(event.target.files ?? [])])
              if (props.isListedBelow === true) event.target.value = ''
            }}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
        </label>
        {props.isListedBelow !== true && (
          <span aria-live="polite">
            {names.length === 0 ? t('noFile') : names.length > 3 ? t('files', { count: names.length }) : names.join(', ')}
          </span>
        )}
      </div>
      {hasError(props) && (
        <div id={`${props.id}-error`}>
          <ErrorWords>{props.error}</ErrorWords>
        </div>
      )}
    </div>
  )
}
