import { CodedError } from '#base/coded-error.ts'

/** Codes of {@link DatabaseError}. */
export type DatabaseErrorCode =
  | 'DATABASE_BINARIES_MISSING'
  | 'DATABASE_USER_MISSING'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_START_FAILED'
  | 'DATABASE_IN_USE'
  | 'DATABASE_NEWER'
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'
  | 'CURSOR_INVALID'

/** A database that cannot be used as asked; the message is one sentence for the person who started the program. */
export class DatabaseError extends CodedError<DatabaseErrorCode> {}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EACCES',
  'CONNECTION_LOST',
])
const serverCodes = new Set(['53300', '57P01', '57P02', '57P03', '25006'])

/** Tells whether `error` means that the database is away, rather than that it refused what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some((one) => isDatabaseAway(one))
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (connectionCodes.has(code) || serverCodes.has(code) || code.startsWith('08')) return true
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/i.test(
    error.message,
  )
}

/** Returns what a failure of the driver says, for a sentence; of several tries, the first. */
export function describeCause(cause: unknown): string {
  if (cause instanceof AggregateError) return describeCause(cause.errors[0])
  return cause instanceof Error ? cause.message : String(cause)
}
