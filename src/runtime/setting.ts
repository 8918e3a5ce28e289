import { CodedError } from '#base/coded-error.ts'
import type { LocalText } from '#base/language.ts'

/** Codes of {@link SettingError}. */
export type SettingErrorCode = 'SETTING_UNKNOWN' | 'SETTING_INVALID' | 'SETTING_FILE_UNREADABLE' | 'SETTING_TWICE'

/** An environment variable that cannot be used; the message names it, its value unless secret, and what was expected. */
export class SettingError extends CodedError<SettingErrorCode> {}

/** One environment variable: its name, what it is for, and how its text becomes a value. */
export type Setting<Value> = {
  readonly name: string
  readonly meaning: LocalText
  /** What the documentation shows as the default; the value itself comes from `absent`. */
  readonly defaultText: string
  /** Returns the value of the text, or throws a {@link SettingError}. */
  readonly read: (text: string, name: string) => Value
  /** Returns the value where the variable is not set. */
  readonly absent: () => Value
}

/**
 * Refuses a text that a setting does not take.
 *
 * @throws {SettingError} `SETTING_INVALID`, always.
 */
export function refuseSetting(name: string, text: string, expected: string): never {
  throw new SettingError('SETTING_INVALID', `Cannot start: ${name} is "${text}", expected ${expected}`)
}

/** Returns a reader of whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string, name: string) => number {
  return (text, name) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most)) refuseSetting(name, text, `a whole number from ${least} to ${most}`)
    return value
  }
}

/** Reads `1` as true and `0` as false. */
export function yesOrNo(text: string, name: string): boolean {
  if (text !== '0' && text !== '1') refuseSetting(name, text, '1 (on) or 0 (off)')
  return text === '1'
}

/** Returns a setting of the environment variable `name`. */
export function setting<Value>(
  name: string,
  read: Setting<Value>['read'],
  rest: Pick<Setting<Value>, 'defaultText' | 'absent' | 'meaning'>,
): Setting<Value> {
  return { name, read, ...rest }
}

/** Reads words of two characters or more, one a line. */
export function words(text: string, name: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const short = lines.find((line) => line.length === 1)
  if (short !== undefined) refuseSetting(name, short, 'words of two characters or more, one a line')
  return lines.filter((line) => line !== '')
}
