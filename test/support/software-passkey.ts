import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

/** What an answer of a passkey may lie about. */
export type Lie = {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  /** False: the person was there but did not show who it is. */
  readonly isVerified?: boolean
  readonly counter?: number
  readonly userHandle?: string
}

/** A passkey without a device: it signs as an authenticator does (WebAuthn Level 3, section 6), and lies when told to. */
export type SoftwarePasskey = {
  readonly credentialId: string
  create(options: { readonly challenge: string }, lie?: Lie): RegistrationResponseJSON
  use(options: { readonly challenge: string }, lie?: Lie): AuthenticationResponseJSON
}

/** Returns a passkey of the site with this origin, on P-256. */
export function softwarePasskey(origin: string): SoftwarePasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const credentialId = id.toString('base64url')
  let uses = 0
  const clientData = (type: string, challenge: string, lie: Lie): Buffer =>
    Buffer.from(
      JSON.stringify({ type: lie.type ?? type, challenge: lie.challenge ?? challenge, origin: lie.origin ?? origin, crossOrigin: false }),
    )
  const header = (flags: number, lie: Lie): Buffer => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(lie.counter ?? ++uses)
    const verified = lie.isVerified === false ? 0 : 0x04
    return Buffer.concat([hashOf(Buffer.from(lie.rpId ?? new URL(origin).hostname)), Buffer.from([0x01 | verified | flags]), counter])
  }
  const common = { id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {} } as const
  return {
    credentialId,
    create: ({ challenge }, lie = {}) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const authData = Buffer.concat([header(0x40, lie), Buffer.alloc(16), length, id, coseKey(publicKey)])
      return {
        ...common,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, lie).toString('base64url'),
          attestationObject: attestation(authData).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    use: ({ challenge }, lie = {}) => {
      const data = clientData('webauthn.get', challenge, lie)
      const authData = header(0, lie)
      return {
        ...common,
        response: {
          clientDataJSON: data.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', Buffer.concat([authData, hashOf(data)]), privateKey).toString('base64url'),
          ...(lie.userHandle === undefined ? {} : { userHandle: lie.userHandle }),
        },
      }
    },
  }
}

function hashOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** The map {1: 2, 3: -7, -1: 1, -2: x, -3: y} in CBOR: an ES256 key (RFC 9053, section 7.1.1). */
function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' })
  const coordinate = (label: string, value = '') => Buffer.concat([Buffer.from(`${label}5820`, 'hex'), Buffer.from(value, 'base64url')])
  return Buffer.concat([Buffer.from('a5010203262001', 'hex'), coordinate('21', x), coordinate('22', y)])
}

/** The map {fmt: "none", attStmt: {}, authData} in CBOR. */
function attestation(authData: Buffer): Buffer {
  const text = (value: string) => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
  const bytes = Buffer.concat([Buffer.from([0x59, authData.length >> 8, authData.length & 255]), authData])
  return Buffer.concat([Buffer.from([0xa3]), text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData'), bytes])
}
