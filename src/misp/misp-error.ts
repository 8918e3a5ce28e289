import { CodedError } from '#base/coded-error.ts'

/** Why a MISP document was refused. */
export type MispErrorCode = 'MISP_EVENT_SHAPE'

/** A MISP document that was refused. Names the place and what was expected. */
export class MispError extends CodedError<MispErrorCode> {}
