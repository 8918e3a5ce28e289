import type { WarningPart } from '#envelope/warning-wish.ts'
import type { Role } from '#identity/actor.ts'
import type { ShownDraft } from './shown-draft.ts'

/** Returns in which part a person can sign a draft now, or null. */
export function partToSign(
  { state, signers }: Pick<ShownDraft, 'state' | 'signers'>,
  person: { readonly id: string; readonly roles: readonly Role[] },
): WarningPart | null {
  if (state === 'draft') return 'draft'
  const hasSigned = signers.some(({ personId }) => personId === person.id)
  return state === 'submitted' && !hasSigned && person.roles.includes('releaser') ? 'approval' : null
}
