/** Languages in which every text for people exists. */
export const languages = ['ja', 'en'] as const

/** One of the languages in which every text for people exists. */
export type Language = (typeof languages)[number]

/** One text for people, in every language. */
export type LocalText = Readonly<Record<Language, string>>
