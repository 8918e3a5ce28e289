import type { Page } from 'playwright-core'

/** A device that makes passkeys for one page, in the browser's own simulation. */
export type PasskeyDevice = {
  /** How many passkeys it holds. */
  readonly count: () => Promise<number>
  /** Takes it away, as a lost one. */
  readonly lose: () => Promise<void>
}

/** Plugs in a device that verifies its owner at once; `hasPrf` is what it takes to unlock a key. */
export async function plugInDevice(
  page: Page,
  how: { readonly hasPrf?: boolean; readonly transport?: 'internal' | 'usb' } = {},
): Promise<PasskeyDevice> {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: how.transport ?? 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: how.hasPrf ?? true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    count: async () => (await client.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    lose: async () => {
      await client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    },
  }
}
