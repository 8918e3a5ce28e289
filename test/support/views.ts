/** Either language and each width, not all pairs: English narrow, where words break worst. Languages with widths in CSS pixels. */
export const views = [
  ['en', 375],
  ['ja', 1280],
] as const

/** The same with the narrowest width at which pages must fit. */
export const narrowestViews = [
  ['en', 320],
  ['ja', 1280],
] as const
