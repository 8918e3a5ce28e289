import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import { uiText } from './ui-text.ts'
import { useText } from './use-text.ts'

/** One step of a path through several pages. */
export type Step = { readonly id: string; readonly label: string }

type StepProps = {
  steps: readonly Step[]
  current: string
  label: string
  onSelect?: ((id: string) => void) | undefined
}

/**
 * Shows which step of a path the person is at: all steps in a row, or on narrow screens the present one with the list folded away.
 *
 * @param props `steps` in order; `current` is the id of the present one; `label` names the path; `onSelect(id)` makes the steps before the present one buttons.
 */
export function StepNavigation(props: StepProps): ReactNode {
  const t = useText(uiText)
  const index = props.steps.findIndex(({ id }) => id === props.current)
  const position = t('stepOf', { step: index + 1, total: props.steps.length })
  return (
    <nav aria-label={props.label} className="mb-8" data-print="hidden">
      <div className="hidden desktop:block">
        <StepList {...props} index={index} isRow />
      </div>
      <details className="rounded-12 border border-solid-gray-420 px-4 py-3 desktop:hidden">
        <summary className="cursor-pointer">
          <span className="text-std-16B-170">{position}</span>
          <span className="ms-2">{props.steps[index]?.label}</span>
          <span className="sr-only">{` ${t('stepList')}`}</span>
        </summary>
        <StepList {...props} index={index} isRow={false} />
      </details>
    </nav>
  )
}

function StepList(props: StepProps & { index: number; isRow: boolean }): ReactNode {
  return (
    <ol className={props.isRow ? 'flex' : 'mt-3'}>
      {props.steps.map((step, at) => (
        <StepItem key={step.id} {...props} step={step} at={at} />
      ))}
    </ol>
  )
}

function StepItem(props: StepProps & { step: Step; at: number; index: number; isRow: boolean }): ReactNode {
  const t = useText(uiText)
  const { step, at, index, isRow, onSelect } = props
  const state = at < index ? 'done' : at === index ? 'current' : 'todo'
  const words = { done: t('stepDone'), current: t('stepCurrent'), todo: t('stepTodo') }[state]
  const label = (
    <span className={classNames(state === 'current' && 'font-700', state === 'todo' && 'text-solid-gray-700')}>
      {step.label}
      <span className="sr-only">{`（${words}）`}</span>
    </span>
  )
  return (
    <li
      aria-current={state === 'current' ? 'step' : undefined}
      className={classNames(
        'min-w-0',
        isRow
          ? 'relative flex-1 px-1 text-center text-std-16N-170 not-first:before:absolute not-first:before:top-4 not-first:before:right-1/2 not-first:before:-z-10 not-first:before:h-0.5 not-first:before:w-full not-first:before:bg-solid-gray-420'
          : 'flex items-center gap-3 py-1',
      )}
    >
      <StepMark state={state} number={at + 1} isRow={isRow} />
      {state === 'done' && onSelect !== undefined ? (
        <button
          type="button"
          onClick={() => onSelect(step.id)}
          className="min-h-6 cursor-pointer text-blue-1000 underline underline-offset-4 hover:decoration-[3px]"
        >
          {label}
        </button>
      ) : (
        label
      )}
    </li>
  )
}

function StepMark({ state, number, isRow }: { state: 'done' | 'current' | 'todo'; number: number; isRow: boolean }): ReactNode {
  const colours = {
    done: 'border-blue-900 bg-white text-blue-900',
    current: 'border-blue-900 bg-blue-900 text-white forced-colors:border-[Highlight]',
    todo: 'border-solid-gray-420 bg-white text-solid-gray-700',
  }
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'flex size-8 shrink-0 items-center justify-center rounded-full border-2 text-oln-16B-100',
        isRow && 'mx-auto mb-1',
        colours[state],
      )}
    >
      {state === 'done' ? <Icon name="check" className="size-5" /> : number}
    </span>
  )
}
