import { pino, type DestinationStream } from 'pino'

/** The only fields that a log line may carry: identifiers, codes and numbers, never a text that a person wrote. */
export type LogFields = {
  readonly requestId?: string
  readonly method?: string
  readonly route?: string
  readonly status?: number
  readonly code?: string
  readonly process?: string
  readonly id?: string
  readonly count?: number
  readonly durationMs?: number
  readonly port?: number
  readonly version?: string
}

/** Writes one JSON line per event to standard error. */
export type Logger = {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** Logs where a fault happened and its code, never its message, which may repeat input. */
  fault(event: string, error: unknown, fields?: LogFields): void
}

const fieldNames: readonly (keyof LogFields)[] = [
  'requestId',
  'method',
  'route',
  'status',
  'code',
  'process',
  'id',
  'count',
  'durationMs',
  'port',
  'version',
]
const tokenText = /^[\w.:/{}*-]{0,120}$/
// What happened is a few plain words of ours.
const eventText = /^[a-z][a-z -]{0,79}$/
const refused = '[refused]'

/**
 * Returns a logger whose lines cannot hold report text: fields outside {@link LogFields} are dropped, and a value that is no plain token is replaced.
 *
 * @param destination Where lines go; standard error by default, since standard output belongs to the ready line and to answers.
 */
export function createLogger(destination: DestinationStream = pino.destination(2)): Logger {
  const lines = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination,
  )
  return {
    info: (event, fields) => lines.info(onlyTokens(fields), plain(event)),
    warn: (event, fields) => lines.warn(onlyTokens(fields), plain(event)),
    fault: (event, error, fields) => lines.error({ ...onlyTokens(fields), ...describeFault(error) }, plain(event)),
  }
}

function plain(event: string): string {
  return eventText.test(event) ? event : refused
}

function onlyTokens(fields: LogFields | undefined): Record<string, string | number> {
  const safe: Record<string, string | number> = {}
  for (const name of fieldNames) {
    const value = fields?.[name]
    if (typeof value === 'number') safe[name] = value
    else if (typeof value === 'string') safe[name] = tokenText.test(value) ? value : refused
  }
  return safe
}

function describeFault(error: unknown): Record<string, string | readonly string[]> {
  if (!(error instanceof Error)) return { fault: typeof error }
  const code = 'code' in error && typeof error.code === 'string' && tokenText.test(error.code) ? { faultCode: error.code } : {}
  return { fault: tokenText.test(error.name) ? error.name : refused, ...code, at: stackFrames(error) }
}

function stackFrames(error: Error): readonly string[] {
  // The stack begins with the message, whose lines may look like places; a stack without it was written by somebody else.
  const stack = error.stack ?? ''
  const start = stack.indexOf(error.message)
  if (start < 0) return []
  return stack
    .slice(start + error.message.length)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
}
