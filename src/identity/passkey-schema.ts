import Type from 'typebox'
import { uuidSchema } from './uuid-schema.ts'

const attachment = Type.Optional(Type.Union([Type.Literal('platform'), Type.Literal('cross-platform')]))

// What a passkey gives for its extensions stays on the client: it unlocks the person's key.
const noExtensions = Type.Object({}, { additionalProperties: false, description: 'Empty: what extensions gave stays on the client' })

const common = {
  id: base64url(1400),
  rawId: base64url(1400),
  type: Type.Literal('public-key'),
  clientExtensionResults: noExtensions,
  authenticatorAttachment: attachment,
}

/** What a browser answers when a passkey was made (RegistrationResponseJSON of WebAuthn Level 3), as far as it is looked at. */
export const createdPasskeySchema = Type.Object(
  {
    ...common,
    response: Type.Object(
      {
        clientDataJSON: base64url(5500),
        attestationObject: base64url(16_000),
        transports: Type.Optional(
          Type.Array(
            Type.Union((['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const).map((name) => Type.Literal(name))),
            { maxItems: 7, uniqueItems: true },
          ),
        ),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)

/** What a browser answers when a passkey was used (AuthenticationResponseJSON of WebAuthn Level 3). */
export const usedPasskeySchema = Type.Object(
  {
    ...common,
    response: Type.Object(
      {
        clientDataJSON: base64url(5500),
        authenticatorData: base64url(4000),
        signature: base64url(8000),
        userHandle: Type.Optional(base64url(100)),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)

/** A signature by the person's own key, unlocked from a slot, over a challenge given for that slot. */
export const keyProofSchema = Type.Object(
  {
    slotId: uuidSchema,
    challenge: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    signature: Type.String({ pattern: '^[A-Za-z0-9+/]{86}==$' }),
  },
  { additionalProperties: false },
)

function base64url(most: number) {
  return Type.String({ pattern: `^[A-Za-z0-9_-]{1,${most}}$` })
}
