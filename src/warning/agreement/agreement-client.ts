import { queryOptions } from '@tanstack/react-query'
import { utf8 } from '#base/bytes.ts'
import { signAgreement, type ReleaseAgreement } from '#envelope/release-agreement.ts'
import { unlockOwnKeys } from '#identity/own-keys-client.ts'
import type { SignedIn } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { browserNow } from '#ui/browser-clock.ts'
import type { CurrentAgreement } from './expected-agreement.ts'

const address = '/api/v1/release-agreement'

/** The query of what the own operator agreed to. */
export const agreementQuery = queryOptions({
  queryKey: ['release-agreement'],
  queryFn: ({ signal }) => request<CurrentAgreement>(address, { signal }),
})

/** What an administrator chooses on the page. */
export type WantedAgreement = Pick<ReleaseAgreement, 'facts' | 'tlp'> & { readonly months: number }

/**
 * Signs an agreement with the own key and gives it.
 *
 * @throws {EnvelopeError} if the own keys are locked; {@link ApiError}.
 */
export async function giveAgreement({ facts, tlp, months }: WantedAgreement, session: SignedIn): Promise<CurrentAgreement> {
  const keys = await unlockOwnKeys(session)
  const now = browserNow()
  const until = now.toZonedDateTimeISO('Asia/Tokyo').add({ months }).toInstant()
  const instants = { agreedAt: now.toString({ fractionalSecondDigits: 3 }), until: until.toString({ fractionalSecondDigits: 3 }) }
  const agreement = await signAgreement({ agreementId: crypto.randomUUID(), facts, tlp, ...instants }, keys.person.signing)
  return request<CurrentAgreement>(address, { method: 'POST', bodyBytes: utf8(JSON.stringify(agreement)) })
}

/** Takes the agreement back at once. */
export async function takeAgreementBack(): Promise<void> {
  await request(address, { method: 'DELETE' })
}
