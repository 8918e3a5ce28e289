import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField } from 'react-aria-components/Checkbox'
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { FieldError, Label, RadioButton, RadioField, RadioGroup, Text } from 'react-aria-components/RadioGroup'
import { classNames } from './class-names.ts'
import { ErrorWords, hasError, HintWords, labelClass, LabelWords, type FieldProps } from './field-parts.tsx'
import { Icon } from './icon.tsx'

/** One option of a choice. */
export type ChoiceOption<Value extends string> = {
  readonly value: Value
  readonly label: string
  /** Help below the option. */
  readonly hint?: string | undefined
}

type GroupProps = Omit<FieldProps, 'unknown'> & {
  /** Sets the options beside each other where there is room; for a few short ones. */
  isInRow?: boolean | undefined
}

const optionClass =
  'flex w-fit min-h-11 cursor-pointer items-start gap-3 rounded-8 py-2 pe-2 data-disabled:cursor-auto data-disabled:text-solid-gray-600'
const boxClass =
  'mt-0.5 flex size-6 shrink-0 items-center justify-center border-2 border-solid-gray-600 bg-white group-hover:border-black ' +
  'group-data-invalid:border-error-1 group-data-disabled:border-solid-gray-300 group-data-disabled:bg-solid-gray-50'

/**
 * One answer out of a few, as radio buttons. Nothing is chosen until the person does (`value` null); offer "not known yet" as an option of its own.
 *
 * @param props of {@link FieldProps} without `unknown`; `value` or null; `onChange(value)`; `options`.
 */
export function RadioChoice<Value extends string>(
  props: GroupProps & { value: Value | null; onChange: (value: Value) => void; options: readonly ChoiceOption<Value>[] },
): ReactNode {
  const choose = (chosen: string) => {
    const option = props.options.find(({ value }) => value === chosen)
    if (option !== undefined) props.onChange(option.value)
  }
  return (
    <RadioGroup
      id={props.id}
      value={props.value}
      onChange={choose}
      isInvalid={hasError(props)}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
    >
      <GroupLabel {...props} />
      <div className={optionsClass(props.isInRow)}>
        {props.options.map((option) => (
          <RadioField key={option.value} value={option.value}>
            <RadioButton className={`group ${optionClass}`}>
              <span className={`${boxClass} rounded-full group-data-selected:border-blue-900`}>
                <span className="hidden size-3 rounded-full bg-blue-900 group-data-disabled:bg-solid-gray-420 group-data-selected:block forced-colors:bg-[Highlight]" />
              </span>
              <span>{option.label}</span>
            </RadioButton>
            <OptionHint hint={option.hint} />
          </RadioField>
        ))}
      </div>
      <GroupError {...props} />
    </RadioGroup>
  )
}

/**
 * Any number of answers out of a few, as checkboxes.
 *
 * @param props of {@link FieldProps} without `unknown`; `values` chosen; `onChange(values)` in the order of `options`; `options`.
 */
export function CheckboxChoice<Value extends string>(
  props: GroupProps & { values: readonly Value[]; onChange: (values: readonly Value[]) => void; options: readonly ChoiceOption<Value>[] },
): ReactNode {
  const choose = (chosen: readonly string[]) => {
    props.onChange(props.options.map(({ value }) => value).filter((value) => chosen.includes(value)))
  }
  return (
    <CheckboxGroup
      id={props.id}
      value={[...props.values]}
      onChange={choose}
      isInvalid={hasError(props)}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
    >
      <GroupLabel {...props} />
      <div className={optionsClass(props.isInRow)}>
        {props.options.map((option) => (
          <CheckboxField key={option.value} value={option.value}>
            <CheckboxButton className={`group ${optionClass}`}>
              <CheckMark />
              <span>{option.label}</span>
            </CheckboxButton>
            <OptionHint hint={option.hint} />
          </CheckboxField>
        ))}
      </div>
      <GroupError {...props} />
    </CheckboxGroup>
  )
}

/**
 * One checkbox that stands alone, for a consent or a switch of the page.
 *
 * @param props `id`, `label`, `hint`, `error`, `isSelected`, `onChange(isSelected)`, `isDisabled`.
 */
export function Checkbox(
  props: Pick<FieldProps, 'id' | 'label' | 'error' | 'isDisabled'> & {
    hint?: string | undefined
    isSelected: boolean
    onChange: (isSelected: boolean) => void
  },
): ReactNode {
  return (
    <CheckboxField
      id={props.id}
      isSelected={props.isSelected}
      onChange={props.onChange}
      isInvalid={hasError(props)}
      isDisabled={props.isDisabled ?? false}
      validationBehavior="aria"
    >
      <CheckboxButton className={`group ${optionClass}`}>
        <CheckMark />
        <span>{props.label}</span>
      </CheckboxButton>
      <OptionHint hint={props.hint} />
      <GroupError {...props} />
    </CheckboxField>
  )
}

function optionsClass(isInRow: boolean | undefined): string {
  return classNames('mt-2', isInRow === true && 'flex flex-wrap gap-x-6')
}

function CheckMark(): ReactNode {
  return (
    <span className={`${boxClass} rounded-4 group-data-selected:border-blue-900 group-data-selected:bg-blue-900`}>
      <Icon name="check" className="hidden size-5 text-white group-data-selected:block forced-colors:text-[Highlight]" />
    </span>
  )
}

function GroupLabel(props: GroupProps): ReactNode {
  return (
    <>
      <Label className={labelClass(props.isLabelLarge)}>
        <LabelWords {...props} />
      </Label>
      {props.hint !== undefined && (
        <Text slot="description">
          <HintWords>{props.hint}</HintWords>
        </Text>
      )}
    </>
  )
}

function OptionHint({ hint }: { hint: string | undefined }): ReactNode {
  if (hint === undefined) return null
  return (
    <Text slot="description" className="-mt-2 mb-2 ms-9 block text-std-16N-170 text-solid-gray-700">
      {hint}
    </Text>
  )
}

function GroupError(props: Pick<FieldProps, 'error'>): ReactNode {
  return <FieldError>{hasError(props) && <ErrorWords>{props.error}</ErrorWords>}</FieldError>
}
