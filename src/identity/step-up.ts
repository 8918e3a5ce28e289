import { Problem, verificationNeeded } from '#http/problem.ts'
import type { Actor, PersonActor } from './actor.ts'

const freshMinutes = 5

/**
 * Tells whether whoever asks has shown within the last five minutes that it is there: at sign-in, or when it was asked again.
 *
 * A token is no browser that somebody left open: what it may do was decided when it was made, and an opening takes the person's own key besides.
 */
export function hasJustShown(actor: Actor, now: Temporal.Instant): boolean {
  if (actor.kind === 'anonymous') return false
  if (actor.session === undefined) return true
  return now.epochMilliseconds - Date.parse(actor.session.verifiedAt) <= freshMinutes * 60_000
}

/**
 * Returns the person, who is in a browser and has just shown that it is there.
 *
 * @throws {Problem} 403 `SESSION_NEEDED` for a token, 403 `VERIFICATION_NEEDED` if that was too long ago.
 */
export function presentPerson(actor: Actor, now: Temporal.Instant): PersonActor {
  const person = personInBrowser(actor)
  if (!hasJustShown(person, now)) throw verificationNeeded()
  return person
}

/**
 * Returns the person, who is in a browser.
 *
 * @throws {Problem} 403 `SESSION_NEEDED` for a token.
 */
export function personInBrowser(actor: Actor): PersonActor {
  if (actor.kind === 'person' && actor.session !== undefined) return actor
  throw new Problem(403, 'SESSION_NEEDED', 'Keys are changed by a person who is signed in; a token cannot')
}
