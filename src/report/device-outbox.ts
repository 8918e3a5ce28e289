import { createBrowserOutbox, type BrowserOutbox } from './browser-outbox.ts'
import { openDeviceStorage } from './device-storage.ts'

/** The outbox of this browser, and whether what it keeps outlives the page. */
export type DeviceOutbox = BrowserOutbox & { readonly isLasting: boolean }

let opened: Promise<DeviceOutbox> | null = null

/** Returns the one outbox of this page. */
export function deviceOutbox(): Promise<DeviceOutbox> {
  opened ??= openOutbox()
  return opened
}

async function openOutbox(): Promise<DeviceOutbox> {
  const storage = await openDeviceStorage()
  return { ...createBrowserOutbox(storage), isLasting: storage.isLasting }
}
