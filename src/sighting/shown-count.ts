/** Fewer organisations than this are never shown, and no published change is made by fewer than this. */
export const fewestShown = 3

const leadingSteps = [3, 5, 10, 20, 30, 50] as const

/**
 * Returns the highest step that `count` organisations reach: 3, 5, 10, 20, 30, 50, then 100, 200, 300, 500 and so on; null below 3.
 */
export function shownCount(count: number): number | null {
  if (count < fewestShown) return null
  const reached = stepsUpTo(count).at(-1)
  return reached ?? null
}

function stepsUpTo(count: number): readonly number[] {
  const steps: number[] = leadingSteps.filter((step) => step <= count)
  for (let power = 100; power <= count; power *= 10)
    for (const factor of [1, 2, 3, 5]) if (factor * power <= count) steps.push(factor * power)
  return steps
}

/** What one daily table holds for one subject and kind: how many answers were in it, and the step that it shows. */
export type PublishedCount = { readonly included: number; readonly shown: number | null }

/** The table of a day before which nobody had answered. */
export const nothingPublished: PublishedCount = { included: 0, shown: null }

/**
 * Returns the next day's table: new answers enter it once they come from three further organisations, so that the difference between two days is never the
 * work of fewer. It never falls: an answer that was taken back would show in the difference.
 *
 * @param count How many organisations stand by such an answer now.
 */
export function nextPublished(before: PublishedCount, count: number): PublishedCount {
  if (count < before.included + fewestShown) return before
  return { included: count, shown: shownCount(count) }
}
