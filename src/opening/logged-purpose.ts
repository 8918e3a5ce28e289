/**
 * Returns a purpose as the entry of an opening tells it: one line, whatever breaks and tabs the officer wrote.
 *
 * @param purpose Well-formed, with no controls besides tab and line feed, as the schema of openings demands.
 */
export function loggedPurpose(purpose: string): string {
  return purpose.replace(/[\t\n]+/g, ' ').trim()
}
