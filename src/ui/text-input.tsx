import type { ReactNode } from 'react'
import { FieldError, Input, Label, Text, TextArea as AriaTextArea, TextField } from 'react-aria-components/TextField'
import { classNames } from './class-names.ts'
import { ErrorWords, hasError, HintWords, isClosed, labelClass, LabelWords, type FieldProps } from './field-parts.tsx'
import { UnknownChoice } from './unknown-choice.tsx'

type TextProps = FieldProps & {
  value: string
  onChange: (value: string) => void
  /** Applied to the value when the field is left: `halfWidth` for codes, mail addresses and indicators, never for names or free text. */
  normalise?: ((value: string) => string) | undefined
}

const widths = { full: 'w-full', medium: 'w-full max-w-100', short: 'w-full max-w-50' } as const

/**
 * A field for one line of text. It has no placeholder: examples belong into `hint`.
 *
 * @param props of {@link FieldProps}; `value`, `onChange(value)`; `normalise` on leaving; `type`, `inputMode`, `autoComplete` (default off); `width`.
 */
export function TextInput(
  props: TextProps & {
    type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password' | undefined
    inputMode?: 'text' | 'numeric' | 'email' | 'tel' | 'url' | 'search' | undefined
    autoComplete?: string | undefined
    width?: keyof typeof widths | undefined
  },
): ReactNode {
  return (
    <TextFrame
      {...props}
      type={props.type ?? 'text'}
      inputMode={props.inputMode ?? 'text'}
      autoComplete={props.autoComplete ?? 'off'}
      control={<Input className={classNames('control-border mt-2 block min-h-12 px-4 py-2', widths[props.width ?? 'full'])} />}
    />
  )
}

/**
 * A field for several lines of text.
 *
 * @param props of {@link FieldProps}; `value`, `onChange(value)`; `rows` (default 5); `limit` shows how many characters (as people count them) of that many are used; `isCode` sets a fixed-width type for pasted data.
 */
export function TextArea(
  props: TextProps & { rows?: number | undefined; limit?: number | undefined; isCode?: boolean | undefined },
): ReactNode {
  const className = classNames('control-border mt-2 block w-full px-4 py-3', props.isCode === true && 'font-mono text-mono-16N-150')
  return (
    <TextFrame
      {...props}
      type="text"
      inputMode="text"
      autoComplete="off"
      control={
        <>
          <AriaTextArea rows={props.rows ?? 5} spellCheck={props.isCode === true ? 'false' : undefined} className={className} />
          {props.limit !== undefined && <Count used={countCharacters(props.value)} limit={props.limit} />}
        </>
      }
    />
  )
}

/** Counts as people do: a kanji with its variant selector is one. */
function countCharacters(text: string): number {
  return [...new Intl.Segmenter('ja', { granularity: 'grapheme' }).segment(text)].length
}

type FrameProps = TextProps & {
  type: 'text' | 'email' | 'tel' | 'url' | 'search' | 'password'
  inputMode: 'text' | 'numeric' | 'email' | 'tel' | 'url' | 'search'
  autoComplete: string
  control: ReactNode
}

function TextFrame({ control, ...props }: FrameProps): ReactNode {
  const leave = () => {
    const normal = props.normalise?.(props.value) ?? props.value
    if (normal !== props.value) props.onChange(normal)
  }
  return (
    <div>
      <TextField
        id={props.id}
        type={props.type}
        inputMode={props.inputMode}
        autoComplete={props.autoComplete}
        value={props.value}
        onChange={props.onChange}
        onBlur={leave}
        isInvalid={hasError(props)}
        isDisabled={isClosed(props)}
        isRequired={props.requirement === 'required'}
        validationBehavior="aria"
      >
        <Label className={labelClass(props.isLabelLarge)}>
          <LabelWords {...props} />
        </Label>
        {props.hint !== undefined && (
          <Text slot="description">
            <HintWords>{props.hint}</HintWords>
          </Text>
        )}
        {control}
        <FieldError>{hasError(props) && <ErrorWords>{props.error}</ErrorWords>}</FieldError>
      </TextField>
      <UnknownChoice {...props} />
    </div>
  )
}

function Count({ used, limit }: { used: number; limit: number }): ReactNode {
  const isOver = used > limit
  return (
    <span className={classNames('mt-1 block text-end text-std-16N-170', isOver ? 'text-error-2' : 'text-solid-gray-700')}>
      {used}／{limit}
    </span>
  )
}
