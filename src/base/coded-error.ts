/** Base of every error that a caller may tell apart: a stable `code` for machines beside the sentence for people. */
export abstract class CodedError<Code extends string = string> extends Error {
  readonly code: Code

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.name = new.target.name
  }
}

/** Tells whether a caller can tell `error` apart by its code. */
export function isCodedError(error: unknown): error is CodedError {
  return error instanceof CodedError
}
