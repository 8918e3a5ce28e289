import type { LocalText } from '#base/language.ts'
import sectors from '#rulebook/jp/sectors.json' with { type: 'json' }
import type { WarningContent } from './warning.ts'
import { audienceTexts } from './warning-text.ts'

const groups: ReadonlyMap<string, LocalText> = new Map(sectors.groups.map(({ code, name }) => [code, name]))

/** Returns the name of a group of sectors, or its code where the lists have none. */
export function sectorGroupName(code: string): LocalText {
  return groups.get(code) ?? { ja: code, en: code }
}

/** Returns for whom a warning is: the groups of sectors that it names, or all. */
export function audienceName({ audience, sectorGroups }: Pick<WarningContent, 'audience' | 'sectorGroups'>): LocalText {
  if (sectorGroups.length === 0) return audienceTexts[audience]
  const names = sectorGroups.map(sectorGroupName)
  return { ja: names.map(({ ja }) => ja).join('、'), en: names.map(({ en }) => en).join(', ') }
}
