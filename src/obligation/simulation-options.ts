import { largestSeed } from '#rulebook/simulation/generate-incidents.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'

/** What `rulebook simulate` was asked to do. */
export type SimulateOptions = {
  /** Files of incidents; `-` is standard input. */
  readonly files: readonly string[]
  /** Incidents to generate; 0 where there are files only. */
  readonly generate: number
  readonly seed: number
  readonly year: number
  readonly rules: string
  readonly against: string | null
  readonly delays: string | null
  /** Incidents to follow with reasons, by id. */
  readonly follow: readonly string[]
  readonly outputs: Readonly<Record<'csv' | 'html' | 'differences' | 'write-incidents', string | null>>
}

const usualCount = 10_000
const mostIncidents = 10_000_000

/**
 * Returns the options of `rulebook simulate`; without any incidents, {@link usualCount} are generated.
 *
 * @throws {CommandError} `OPTION_WRONG`, an outcome of `usage`, naming the option, its value and what was expected.
 */
export function readSimulateOptions({ options, args }: Pick<CommandContext, 'options' | 'args'>): SimulateOptions {
  const [stray] = args
  if (stray !== undefined) throw wrong('', stray, 'options only, such as --incidents FILE')
  const files = textsAt(options['incidents'])
  const against = textAt(options, 'against')
  const differences = textAt(options, 'differences')
  if (differences !== null && against === null) throw wrong('--differences', differences, 'another rule set to compare with: --against B')
  return {
    files,
    generate: numberAt(options, 'generate', { usual: files.length === 0 ? usualCount : 0, lowest: 1, highest: mostIncidents }),
    seed: numberAt(options, 'seed', { usual: 1, lowest: 0, highest: largestSeed }),
    year: numberAt(options, 'year', { usual: 2027, lowest: 2000, highest: 2040 }),
    rules: textAt(options, 'rules') ?? 'in-force',
    against,
    delays: textAt(options, 'delays'),
    follow: textsAt(options['incident']),
    outputs: {
      csv: textAt(options, 'csv'),
      html: textAt(options, 'html'),
      differences,
      'write-incidents': textAt(options, 'write-incidents'),
    },
  }
}

type Options = CommandContext['options']

function textAt(options: Options, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' ? value : null
}

function textsAt(value: Options[string]): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []
}

type Range = { readonly usual: number; readonly lowest: number; readonly highest: number }

function numberAt(options: Options, name: string, { usual, lowest, highest }: Range): number {
  const text = textAt(options, name)
  if (text === null) return usual
  const value = /^\d{1,10}$/u.test(text) ? Number(text) : Number.NaN
  if (value >= lowest && value <= highest) return value
  throw wrong(`--${name}`, text, `a whole number from ${lowest} to ${highest}`)
}

function wrong(option: string, value: string, expected: string): CommandError {
  return new CommandError('usage', 'OPTION_WRONG', `Cannot use "${value}"${option === '' ? '' : ` for ${option}`}: expected ${expected}`)
}
