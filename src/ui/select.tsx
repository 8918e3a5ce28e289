import type { ReactNode } from 'react'
import { describedBy, ErrorWords, hasError, HintWords, isClosed, labelClass, LabelWords, type FieldProps } from './field-parts.tsx'
import { Icon } from './icon.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'
import { UnknownChoice } from './unknown-choice.tsx'

/** One option of a select, or a group of them. */
export type SelectOption<Value extends string> = { readonly value: Value; readonly label: string; readonly group?: string | undefined }

/**
 * One answer out of many, as the platform's own list. For up to about seven options prefer `RadioChoice`.
 *
 * Nothing is chosen until the person does (`value` null). Options of the same `group` that follow each other are shown under that heading.
 *
 * @param props of {@link FieldProps}; `value` or null; `onChange(value)`; `options`; `emptyLabel` replaces 選択してください.
 */
export function Select<Value extends string>(
  props: FieldProps & {
    value: Value | null
    onChange: (value: Value) => void
    options: readonly SelectOption<Value>[]
    emptyLabel?: string | undefined
  },
): ReactNode {
  const t = useText(uiText)
  const choose = (chosen: string) => {
    const option = props.options.find(({ value }) => value === chosen)
    if (option !== undefined) props.onChange(option.value)
  }
  return (
    <div>
      <label htmlFor={props.id} className={labelClass(props.isLabelLarge)}>
        <LabelWords {...props} />
      </label>
      {props.hint !== undefined && (
        <div id={`${props.id}-hint`}>
          <HintWords>{props.hint}</HintWords>
        </div>
      )}
      <div className="relative mt-2 w-full max-w-100">
        <select
          id={props.id}
          value={props.value ?? ''}
          onChange={(event) => choose(event.target.value)}
          disabled={isClosed(props)}
          aria-invalid={hasError(props)}
          aria-required={props.requirement === 'required'}
          aria-describedby={describedBy(props)}
          className="control-border block min-h-12 w-full appearance-none py-2 ps-4 pe-11 text-ellipsis"
        >
          {props.value === null && <option value="">{props.emptyLabel ?? t('chooseOne')}</option>}
          {grouped(props.options).map(([group, options]) => (
            <OptionGroup key={`${group ?? ''}${options[0]?.value ?? ''}`} group={group} options={options} />
          ))}
        </select>
        <Icon name="chevronDown" className="pointer-events-none absolute end-3 top-3 size-6 forced-colors:text-[FieldText]" />
      </div>
      {hasError(props) && (
        <div id={`${props.id}-error`}>
          <ErrorWords>{props.error}</ErrorWords>
        </div>
      )}
      <UnknownChoice {...props} />
    </div>
  )
}

type Run = readonly [group: string | undefined, options: readonly SelectOption<string>[]]

function OptionGroup({ group, options }: { group: string | undefined; options: readonly SelectOption<string>[] }): ReactNode {
  const list = options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
  return group === undefined ? list : <optgroup label={group}>{list}</optgroup>
}

function grouped(options: readonly SelectOption<string>[]): readonly Run[] {
  const runs: [string | undefined, SelectOption<string>[]][] = []
  for (const option of options) {
    const last = runs.at(-1)
    if (last !== undefined && last[0] === option.group) last[1].push(option)
    else runs.push([option.group, [option]])
  }
  return runs
}
