import type { JsonValue } from '#base/canonical-json.ts'
import { CommandError, type CommandContext } from '#runtime/command.ts'
import { minuteText, readMinute } from './subscription-draft.ts'
import type { SubscriptionBody } from './shown-subscription.ts'

/** What the options of a command start from. */
export type Asked = Pick<SubscriptionBody, 'name' | 'language' | 'filter' | 'timing' | 'isShown'>

/** Returns what a command asks of a subscription: `before`, with what its options say. An option of a list replaces the list; an empty one empties it. */
export function askedBy(context: CommandContext, before: Asked): { readonly [Key: string]: JsonValue } {
  const { filter, timing } = before
  return {
    name: textOption(context, 'name') ?? before.name,
    language: textOption(context, 'language') ?? before.language,
    filter: {
      kinds: listOption(context, 'kind', filter.kinds),
      sectorGroups: listOption(context, 'sector-group', filter.sectorGroups),
      techniques: listOption(context, 'technique', filter.techniques),
      products: listOption(context, 'product', filter.products),
      ownProducts: yesOption(context, 'own-products') ?? filter.ownProducts,
      confirmedOnly: yesOption(context, 'confirmed-only') ?? filter.confirmedOnly,
      tlp: textOption(context, 'tlp') ?? filter.tlp,
    },
    timing: {
      cadence: textOption(context, 'digest') ?? timing.cadence,
      digestMinute: minuteOption(context) ?? timing.digestMinute,
      zone: textOption(context, 'zone') ?? timing.zone,
    },
    isShown: yesOption(context, 'show-name') ?? before.isShown,
  }
}

/** Returns an option that takes text, or null. */
export function textOption({ options }: CommandContext, name: string): string | null {
  const value = options[name]
  return typeof value === 'string' ? value : null
}

function listOption({ options }: CommandContext, name: string, before: readonly string[]): readonly string[] {
  const value = options[name]
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : before
}

function yesOption(context: CommandContext, name: string): boolean | null {
  const text = textOption(context, name)
  if (text === null) return null
  if (text !== 'yes' && text !== 'no') throw new CommandError('usage', 'OPTION_INVALID', `--${name} is "${text}", expected yes or no`)
  return text === 'yes'
}

function minuteOption(context: CommandContext): number | null {
  const text = textOption(context, 'digest-at')
  if (text === null) return null
  const minute = readMinute(text)
  if (minute === null)
    throw new CommandError('usage', 'OPTION_INVALID', `--digest-at is "${text}", expected a time of the day such as ${minuteText(510)}`)
  return minute
}
