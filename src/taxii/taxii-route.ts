import { Problem, type ProblemBody } from '#http/problem.ts'
import { acceptsTaxii, taxiiMediaType } from './taxii-media-type.ts'

/** What a caller without a credential is told (RFC 9110, section 11.6.1). */
export const taxiiChallenge = 'Basic realm="Noroshi", Bearer realm="Noroshi"'

/** What all TAXII routes have in common. */
export const taxiiRoute = {
  tag: 'taxii',
  perMinute: 6_000,
  challenge: taxiiChallenge,
  renderProblem: (problem: ProblemBody) => ({
    contentType: taxiiMediaType,
    body: {
      title: problem.title,
      description: problem.detail,
      error_id: problem.requestId,
      error_code: problem.code,
      http_status: String(problem.status),
    },
  }),
} as const

/** What all TAXII routes that read may answer. */
export const taxiiAnswers = {
  200: { description: 'Found', contentType: taxiiMediaType },
  400: { description: 'A parameter is wrong', contentType: taxiiMediaType },
  401: { description: 'No or a wrong credential', contentType: taxiiMediaType },
  404: { description: 'Absent, or not for this caller', contentType: taxiiMediaType },
  406: { description: `The caller does not accept ${taxiiMediaType}`, contentType: taxiiMediaType },
} as const

/** Refuses a caller who does not take TAXII 2.1. */
export function refuseOtherTypes(request: { readonly headers: { readonly accept?: string | undefined } }): void {
  if (!acceptsTaxii(request.headers.accept)) throw new Problem(406, 'NOT_ACCEPTABLE', `This server answers in ${taxiiMediaType} alone`)
}
