import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** What a server answered: its status and, up to the limit, its body as text. */
export type PostedAnswer = { readonly status: number; readonly body: string }

/** How a text is sent. */
export type PostOptions = { readonly path: string; readonly timeoutMs: number; readonly maxBytes: number }

/**
 * Sends `text` by POST to the server at `url` and returns what it answers; redirects are not followed.
 *
 * @param url `https://HOST/PREFIX`, `http://HOST:PORT`, or `unix:/PATH/OF/SOCKET`.
 * @throws {Error} if no answer comes in time, or one that is too long.
 */
export async function postBody(url: string, text: string, { path, timeoutMs, maxBytes }: PostOptions): Promise<PostedAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<PostedAnswer>()
  const body = Buffer.from(text, 'utf8')
  const options = {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8', 'content-length': body.length },
    signal: AbortSignal.timeout(timeoutMs),
  }
  const outgoing = url.startsWith('unix:')
    ? httpRequest({ ...options, socketPath: url.slice('unix:'.length), path })
    : (url.startsWith('https:') ? httpsRequest : httpRequest)(`${url.replace(/\/$/, '')}${path}`, options)
  outgoing.on('response', (incoming) => {
    const chunks: Buffer[] = []
    let length = 0
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > maxBytes) outgoing.destroy(new Error(`The answer is longer than ${maxBytes} bytes`))
      else chunks.push(chunk)
    })
    incoming.on('error', reject)
    incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }))
  })
  outgoing.on('error', reject)
  outgoing.end(body)
  return await promise
}
