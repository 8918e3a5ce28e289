import { randomUUID } from 'node:crypto'
import { readDirectory } from '#authority/read-directory.ts'
import type { JsonObject } from '#base/canonical-json.ts'
import { isJsonObject } from '#base/json-object.ts'
import { openDecision, sealDecision, type OpenedDecision, type RecordedDecision } from '#obligation/decision.ts'
import { decisionSince } from '#obligation/decision-since.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import type { AssessmentOfAll } from '#rulebook/assess-all.ts'
import { verdictText } from '#rulebook/assessment-text.ts'
import { formatAssessment } from '#rulebook/format-assessment.ts'
import type { CommandContext, Outcome } from '#runtime/command.ts'
import { decisionCommandText } from './decision-command-text.ts'
import { terminalPerson, unlockOwnKeys } from './filer-session.ts'

type KeptDecision = RecordedDecision & { readonly sealed: string }

/** Signs and seals an assessment on this machine and records it for the own operator; a request that got no answer goes again with the same bytes. */
export async function recordAssessment(context: CommandContext, facts: unknown, assessment: AssessmentOfAll): Promise<RecordedDecision> {
  const person = await terminalPerson(context.client)
  const [directory, keys] = [await readDirectory(context), await unlockOwnKeys(context, person)]
  const decision = { facts: objectOf(facts), assessment, decidedAt: context.clock.now().toString() }
  const sealed = await sealDecision(randomUUID(), decision, {
    recipient: directory.own.recipient,
    signer: keys.person,
    signerKeyId: keys.personKeyId,
  })
  const answer = await context.client.json('/api/v1/decisions', {
    method: 'POST',
    body: JSON.stringify(sealed),
    headers: { 'idempotency-key': sealed.decisionId },
    retries: 5,
  })
  return answer as unknown as RecordedDecision
}

// What is no object says nothing: the assessment names it as ignored.
function objectOf(facts: unknown): JsonObject {
  return isJsonObject(facts as JsonObject) ? (facts as JsonObject) : {}
}

/** Lists the recorded decisions of the own operator, newest first. */
export async function listDecisions(context: CommandContext): Promise<Outcome> {
  const decisions: RecordedDecision[] = []
  for (let after = ''; ;) {
    const page = (await context.client.json(`/api/v1/decisions?limit=200${after}`, { retries: 3 })) as unknown as {
      decisions: readonly RecordedDecision[]
      next: string | null
    }
    decisions.push(...page.decisions)
    if (page.next === null) break
    after = `&after=${encodeURIComponent(page.next)}`
  }
  if (context.json) context.print(JSON.stringify({ decisions }))
  else for (const one of decisions) context.print(decisionCommandText.listed(one)[context.language])
  if (decisions.length === 0) context.say(decisionCommandText.none)
  return 'ok'
}

/** Opens one recorded decision and shows it as it was decided, with what today's rules say where they have changed. */
export async function showDecision(context: CommandContext, id: string): Promise<Outcome> {
  const kept = (await context.client.json(`/api/v1/decisions/${encodeURIComponent(id)}`, { retries: 3 })) as unknown as KeptDecision
  const keys = await unlockOwnKeys(context, await terminalPerson(context.client))
  const decision = await openDecision(kept, keys.organisation.values())
  const since = decisionSince(decision, allRulebooks(), context.clock.now())
  if (context.json) {
    const { recordedAt, digest } = kept
    context.print(JSON.stringify({ decisionId: kept.decisionId, recordedAt, digest, ...decision, since }))
    return 'ok'
  }
  context.print(decisionCommandText.shown({ ...kept, ...signedBy(decision, keys.personKeyId) })[context.language])
  context.print(JSON.stringify(decision.facts, null, 2))
  context.print('')
  context.print(formatAssessment(decision.assessment, context.language))
  if (!since.rulesChanged) context.print(decisionCommandText.rulesUnchanged[context.language])
  else {
    context.print(decisionCommandText.rulesChanged(since.changed.length)[context.language])
    for (const { title, before, today } of since.changed) {
      const names = [before, today].map(
        (verdict) => (verdict === null ? decisionCommandText.notAsked : verdictText[verdict])[context.language],
      )
      context.print(`  ${title[context.language]}: ${names.join(' → ')}`)
    }
  }
  return 'ok'
}

function signedBy({ signer }: OpenedDecision, ownKeyId: string): { readonly signerKeyId: string; readonly isOwn: boolean } {
  return { signerKeyId: signer.keyId, isOwn: signer.keyId === ownKeyId }
}
