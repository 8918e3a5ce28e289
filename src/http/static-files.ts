import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Problem } from './problem.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What the pages are served from. */
export type StaticFilesParts = {
  /** The folder of the built pages. */
  readonly folder: string
  /** The content security policy of pages. */
  readonly policy: string
  /** The public origin: a page asked for under another loopback name is sent there. */
  readonly origin: string
  /** What to put into the page's `<meta name=… content="">`, by name: what an installation adds to the built pages. */
  readonly metas: Readonly<Record<string, string>>
}

type StaticFile = {
  readonly bytes: Buffer
  readonly gzipped: Buffer | null
  readonly type: string
  readonly etag: string
  readonly fixed: boolean
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  sha256: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
}

/** Serves the built pages from memory; an address that is no file and no service is a page, which the browser's own router finds. */
export async function serveStaticFiles(app: FastifyInstance, parts: StaticFilesParts): Promise<void> {
  const files = await readFolder(parts)
  for (const [path, file] of files) app.get(path, (request, reply) => sendFile({ request, reply, file, parts }))
  const index = files.get('/index.html')
  if (index === undefined) return
  app.get('/', (request, reply) => sendFile({ request, reply, file: index, parts }))
  app.get('/*', (request, reply) => {
    if (!wantsPage(request)) throw new Problem(404, 'NOT_FOUND', 'There is nothing at this address')
    return sendFile({ request, reply, file: index, parts })
  })
}

const services = /^\/(?:api|taxii2|feeds|log|download|livez|readyz|metrics)(?:\/|$)/

function wantsPage(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? ''
  return !services.test(path) && !/\.\w+$/.test(path) && (request.headers.accept ?? '').includes('text/html')
}

async function readFolder({ folder, metas }: StaticFilesParts): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, StaticFile]> => {
        const file = join(entry.parentPath, entry.name)
        const path = `/${relative(folder, file).split(sep).join('/')}`
        return [path, describeFile(path, withMetas(await readFile(file), path, metas))]
      }),
  )
  return new Map(files)
}

function withMetas(bytes: Buffer, path: string, metas: StaticFilesParts['metas']): Buffer {
  if (isDownload(path) || !path.endsWith('.html')) return bytes
  const page = Object.entries(metas).reduce((text, [meta, value]) => {
    const content = value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
    return text.replace(`<meta name="${meta}" content=""`, () => `<meta name="${meta}" content="${content}"`)
  }, bytes.toString('utf8'))
  return Buffer.from(page)
}

/** What lies there is saved, byte for byte as its hash says, and never shown as a page of this site. */
function isDownload(path: string): boolean {
  return path.startsWith('/download/')
}

function describeFile(path: string, bytes: Buffer): StaticFile {
  const known = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  const type = isDownload(path) && known.startsWith('text/html') ? 'application/octet-stream' : known
  const gzipped = bytes.length > 1024 && /^text|json|javascript|svg/.test(type) ? gzipSync(bytes) : null
  return {
    bytes,
    gzipped,
    type,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    fixed: /-[\w-]{8,}\.\w+$/.test(path),
  }
}

function sendFile(how: { request: FastifyRequest; reply: FastifyReply; file: StaticFile; parts: StaticFilesParts }): FastifyReply {
  const { request, reply, file, parts } = how
  const isPage = file.type.startsWith('text/html')
  const elsewhere = isPage ? pageElsewhere(request, parts.origin) : null
  if (elsewhere !== null) return reply.redirect(elsewhere, 308)
  reply
    .header('etag', file.etag)
    .header('cache-control', file.fixed ? 'public, max-age=31536000, immutable' : 'no-cache')
    .header('vary', 'accept-encoding')
  if (isPage) reply.header('content-security-policy', parts.policy)
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  if (file.gzipped !== null && /\bgzip\b/.test(request.headers['accept-encoding'] ?? ''))
    return reply.type(file.type).header('content-encoding', 'gzip').send(file.gzipped)
  return reply.type(file.type).send(file.bytes)
}

/** Passkeys and cookies belong to one origin, so a page asked for on 127.0.0.1 is sent to it. */
function pageElsewhere(request: FastifyRequest, origin: string): string | null {
  const host = request.headers.host ?? ''
  const isBareLoopback = /^(?:127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(host)
  return isBareLoopback && new URL(origin).hostname === 'localhost' ? origin + request.url : null
}
