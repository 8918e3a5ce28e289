const heldSeconds = 60

/** Hands `content` to the browser's downloads under `name`; nothing leaves the device. */
export function saveFile(name: string, content: Uint8Array<ArrayBuffer>, type: string): void {
  saveBlob(name, new Blob([content], { type }))
}

/** Hands `blob` to the browser's downloads under `name`. */
export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Browsers read the content after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), heldSeconds * 1000)
}
