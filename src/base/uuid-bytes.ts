/** Returns the 16 bytes that a UUID writes (RFC 9562, section 4). */
export function uuidBytes(uuid: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromHex(uuid.replaceAll('-', ''))
}

/** Returns 16 bytes as a UUID writes them, whatever version they say they are of. */
export function uuidOfBytes(bytes: Uint8Array): string {
  return bytes.toHex().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
