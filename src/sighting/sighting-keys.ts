import { keptSecret } from '#runtime/kept-secret.ts'
import type { Secret } from '#runtime/secret.ts'
import { answerLinks, type AnswerLinks } from './answer-link.ts'
import { pseudonyms, type Pseudonyms } from './pseudonyms.ts'

/** What is made with the key of answers, which lies outside the database. */
export type SightingKeys = { readonly pseudonyms: Pseudonyms; readonly answerLinks: AnswerLinks }

/** Returns what `key` makes. */
export function sightingKeys(key: Secret): SightingKeys {
  return { pseudonyms: pseudonyms(key), answerLinks: answerLinks(key) }
}

/** Returns the keys of this installation; the secret behind them is made on the first call, in `folder` and nowhere else. */
export async function openSightingKeys(folder: string): Promise<SightingKeys> {
  return sightingKeys(await keptSecret(folder, 'sighting-key'))
}
