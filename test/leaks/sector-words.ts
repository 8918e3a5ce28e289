import sectorLists from '../../src/rulebook/jp/sectors.json' with { type: 'json' }

/** Returns the words by which texts name a sector: its code, and its name in both languages. */
export function sectorWords(code: string): string[] {
  const sector = sectorLists.lists.flatMap((list) => list.sectors).find((each) => each.code === code)
  return sector === undefined ? [code] : [code, sector.name.ja, sector.name.en]
}
