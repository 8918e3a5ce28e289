/** Returns the name of a product as it is compared: without case, width, spaces and signs. */
export function productKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
