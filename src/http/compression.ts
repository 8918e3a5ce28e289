import { pipeline, Readable, type Transform } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'

/** Encodings in which bodies can leave, the one that saves most first. */
const encodings = ['br', 'gzip'] as const

/** An encoding of a body (RFC 9110, section 8.4.1). */
export type ContentEncoding = (typeof encodings)[number]

/**
 * Returns the encoding to use for a caller with this Accept-Encoding header, or null where the body has to go out as it is.
 *
 * @param known What can be had, the most wanted first.
 * @see RFC 9110, section 12.5.3
 */
export function encodingFor(
  acceptEncoding: string | readonly string[] | undefined,
  known: readonly ContentEncoding[] = encodings,
): ContentEncoding | null {
  const text = typeof acceptEncoding === 'string' ? acceptEncoding : (acceptEncoding?.join(',') ?? '')
  const taken = new Map(text.split(',').map(readWeight))
  const any = taken.get('*') ?? 0
  return known.find((one) => (taken.get(one) ?? (one === 'gzip' ? (taken.get('x-gzip') ?? any) : any)) > 0) ?? null
}

/** Returns `chunks` in `encoding` as they come; memory does not grow with their number. */
export function compressed(chunks: AsyncIterable<Uint8Array>, encoding: ContentEncoding): AsyncIterable<Uint8Array> {
  // A failure of either end destroys the other, and with that shows to whoever reads.
  return pipeline(Readable.from(chunks, { objectMode: false, highWaterMark: 1 }), compressorOf(encoding), () => {})
}

function compressorOf(encoding: ContentEncoding): Transform {
  // Quick rather than small: these bodies are made anew whenever something is published.
  if (encoding === 'br') return createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
  return createGzip({ level: 6 })
}

function readWeight(part: string): readonly [name: string, weight: number] {
  const [name = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase())
  const weight = parameters.find((one) => one.startsWith('q='))
  return [name, weight === undefined ? 1 : Number(weight.slice(2)) || 0]
}
