/** Returns the one of `names` that is closest to what was typed, or null where none is within two edits in every five letters. */
export function nearestName(typed: string, names: readonly string[]): string | null {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(typed, name) }))
    .toSorted((left, right) => left.distance - right.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.max(2, best.name.length * 0.4) ? best.name : null
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [index, letter] of Array.from(left.slice(0, 100)).entries()) {
    const next = [index + 1]
    for (const [column, other] of [...right].entries()) {
      const substitution = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(substitution, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
