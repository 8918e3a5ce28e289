import type { LocalText } from '#base/language.ts'
import { nameColours, nameThings } from './campaign-name-text.ts'

const count = nameColours.length * nameThings.length

/** Returns the name with a number: a colour and a thing of nature, which say nothing of anybody. */
export function campaignName(nameNumber: number): LocalText {
  const colour = nameColours[Math.floor(nameNumber / nameThings.length) % nameColours.length] ?? nameColours[0]
  const thing = nameThings[nameNumber % nameThings.length] ?? nameThings[0]
  const round = Math.floor(nameNumber / count)
  const suffix = round === 0 ? '' : ` ${round + 1}`
  return { ja: `${colour.ja}の${thing.ja}${suffix}`, en: `${colour.en} ${thing.en}${suffix}` }
}

/** Returns a number whose name is not in use, chosen by a random id; once all names are used, they come again with a figure behind them. */
export function freeNameNumber(id: string, used: ReadonlySet<number>): number {
  const start = Number.parseInt(id.slice(0, 8), 16)
  for (let round = 0; ; round++)
    for (let step = 0; step < count; step++) {
      const number = round * count + ((start + step * stride) % count)
      if (!used.has(number)) return number
    }
}

// Has no divisor in common with the number of names, so that every one of them is met.
const stride = 1009
