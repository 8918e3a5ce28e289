/** How many bytes go out together: few enough for the memory of many readers, enough that no reader waits on single lines. */
const batchBytes = 64 * 1024

/** Returns texts as bytes in UTF-8, many small ones together. */
export async function* batched(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  let waiting = ''
  for await (const text of texts) {
    waiting += text
    if (waiting.length < batchBytes) continue
    yield Buffer.from(waiting)
    waiting = ''
  }
  if (waiting !== '') yield Buffer.from(waiting)
}
