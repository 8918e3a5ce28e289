import { utf8Text } from '#base/bytes.ts'
import { recipientOf } from '#envelope/age-file.ts'
import { unwrapWith } from '#envelope/key-envelope.ts'
import { signOpeningRequest, type OpeningRequest } from '#envelope/opening-request.ts'
import type { PersonalKey } from '#envelope/personal-key.ts'
import { readReport, type ReadReport } from '#opening/read-report.ts'
import { ServiceError, type ServiceClient } from '#runtime/service-client.ts'
import type { SealedReport } from './archived-report.ts'
import { GatewayError } from './gateway-error.ts'

/**
 * What a gateway does with secret keys, and the only place where it does.
 *
 * {@link createGatewayKeys} holds them in memory. A key service or a hardware module takes its place by answering the same two calls.
 */
export type GatewayKeys = {
  /** Returns the wish to open a report, signed by the gateway's own key. */
  sign(wish: Pick<OpeningRequest, 'reportId' | 'purpose' | 'requestedAt'>): Promise<OpeningRequest>
  /** Tells whether one of the keys of the authority that are held is among those that the report was sealed for. */
  mayRead(report: SealedReport): Promise<boolean>
  /**
   * Returns what a report says.
   *
   * @param logShare The log service's half, wrapped for the gateway.
   * @throws {EnvelopeError} `ENVELOPE_UNREADABLE` if it does not decrypt, `FILING_ALTERED` if its filer signed something else.
   */
  read(report: SealedReport, logShare: string): Promise<ReadReport>
}

type KeyCopies = {
  readonly person: { readonly keyId: string; readonly recipient: string }
  readonly organisation: readonly { readonly keyId: string; readonly wrapped: string }[]
}

/**
 * Returns the keys of a gateway that are in memory: its own, and those of its authority, of every epoch, as members wrapped them for it.
 *
 * A key of the authority that is not known yet, as after a rotation, is fetched when a report needs it.
 *
 * @throws {GatewayError} `KEY_NOT_OURS` from `mayRead` and `read` if the server lists another key for this gateway than the one that it holds.
 */
export function createGatewayKeys(personal: PersonalKey, client: ServiceClient): GatewayKeys {
  const organisation = new Map<string, string>()
  let personKeyId = ''
  const fetchCopies = async (): Promise<void> => {
    const copies = (await client.json('/api/v1/keys/mine').catch(explainAbsence)) as unknown as KeyCopies
    if (copies.person.recipient !== (await recipientOf(personal.encryption)))
      throw new GatewayError(
        'KEY_NOT_OURS',
        'The server lists another key for this gateway: enrol the key of this folder, or use its token',
      )
    personKeyId = copies.person.keyId
    for (const { keyId, wrapped } of copies.organisation)
      if (!organisation.has(keyId)) organisation.set(keyId, utf8Text(await unwrapWith(personal.encryption, wrapped)))
  }
  const holdsKeyOf = ({ filing, added }: SealedReport): boolean =>
    [...filing.sealed.authorities, ...added].some(({ keyId }) => organisation.has(keyId))
  return {
    sign: (wish) => signOpeningRequest(wish, personal),
    mayRead: async (report) => {
      if (!holdsKeyOf(report)) await fetchCopies()
      return holdsKeyOf(report)
    },
    read: async (report, logShare) => {
      if (!holdsKeyOf(report)) await fetchCopies()
      return readReport(report.filing, logShare, { personKeyId, person: personal, organisation }, report.added)
    },
  }
}

function explainAbsence(cause: unknown): never {
  if (!(cause instanceof ServiceError) || cause.status !== 404) throw cause
  throw new GatewayError('KEY_NOT_OURS', 'The server lists no key for this gateway: enrol the key of this folder first', { cause })
}
