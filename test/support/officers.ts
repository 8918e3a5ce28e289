import { openVouchedSigners } from '#authority/vouched-signers.ts'
import { signWarningWish, type WarningPart } from '#envelope/warning-wish.ts'
import type { PersonActor, Role } from '#identity/actor.ts'
import { listPeople } from '#identity/identity-store.ts'
import { unlockKeys, type UnlockedKeys, type WrappedKeys } from '#identity/unlock-keys.ts'
import { gateLists } from '#main/gate-lists.ts'
import { registryGate, type GateAt } from '#main/registry-gate.ts'
import { filingVault } from '#report/filing-vault.ts'
import { Secret } from '#runtime/secret.ts'
import { allRulebooks } from '#rulebook/all-rulebooks.ts'
import type { Rulebook } from '#rulebook/rulebook.ts'
import { applyIndicatorActs } from '#warning/apply-indicator-acts.ts'
import { machineChance } from '#warning/chance.ts'
import { draftGround } from '#warning/draft/draft-ground.ts'
import { wishOf } from '#warning/draft/draft.ts'
import type { ShownDraft } from '#warning/draft/shown-draft.ts'
import { takeApproved } from '#warning/draft/take-approved.ts'
import { prevalenceKeys } from '#warning/prevalence-store.ts'
import { publishTick } from '#warning/publish-tick.ts'
import type { Persona } from './personas.ts'
import type { DemoServer } from './demo-server.ts'
import { sampleGate } from './publish-warnings.ts'

/** Somebody of an authority who acts over the API, with its unlocked key. */
export type Officer = {
  readonly person: Pick<PersonActor, 'personId' | 'organisationId'>
  readonly token: string
  readonly keys: UnlockedKeys
  /** Sends a request and returns status and body; null where there is none. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Record<string, unknown> }>
}

/** Returns somebody of the demonstration who holds `role` in the organisation, or in any authority. */
export async function officerOf(
  server: DemoServer,
  role: Role,
  wanted: { organisationId?: string; outside?: string; not?: string } = {},
): Promise<Officer & { readonly person: PersonActor }> {
  const people = await listPeople(server.test.database.kysely)
  const person = people.find(
    (one) =>
      one.organisationKind === 'authority' &&
      one.roles.includes(role) &&
      (wanted.organisationId === undefined || one.organisationId === wanted.organisationId) &&
      one.organisationId !== wanted.outside &&
      one.personId !== wanted.not,
  )
  if (person === undefined) throw new Error(`Nobody of the demonstration is ${role} there`)
  const opened = await openOfficer(server.url, {
    person,
    token: server.tokenOf(person.personId),
    passphrase: server.passphraseOf(person.personId),
  })
  return { ...opened, person }
}

/** Returns a persona of a running demonstration who acts over the API. */
export function officerAt(url: string, { personId, organisation, token, passphrase }: Persona): Promise<Officer> {
  return openOfficer(url, { person: { personId, organisationId: organisation.id }, token, passphrase })
}

async function openOfficer(
  url: string,
  { person, token, passphrase }: Pick<Officer, 'person' | 'token'> & { readonly passphrase: string },
): Promise<Officer> {
  const call: Officer['call'] = async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) }
  }
  const wrapped = (await call('GET', '/api/v1/keys/mine')).body as unknown as WrappedKeys
  const keys = await unlockKeys(wrapped, { kind: 'passphrase', words: passphrase })
  return { person, token, keys, call }
}

/** Returns a draft as the API shows it. */
export async function readDraft(officer: Officer, id: string): Promise<ShownDraft> {
  return (await officer.call('GET', `/api/v1/warning-drafts/${id}`)).body as unknown as ShownDraft
}

/** Signs a draft as it stands and sends the signature; returns status and body. */
export async function signDraft(officer: Officer, id: string, part: WarningPart) {
  const draft = await readDraft(officer, id)
  const signer = { part, personId: officer.person.personId, signedAt: Temporal.Now.instant().round('millisecond').toString() }
  const signature = await signWarningWish(wishOf(draft), signer, officer.keys.person)
  const path = `/api/v1/warning-drafts/${id}/${part === 'draft' ? 'submission' : 'approvals'}`
  return officer.call('POST', path, { signedAt: signer.signedAt, signature })
}

/** Returns the gate over the registry of the demonstration as it is. */
export function demoGate(): GateAt {
  return registryGate(() => gateLists({ knownGood: null, doNotName: [] }))
}

/** Runs what the gate does with drafts and rules' acts in one release tick, over the registry as it is. */
export async function tickDrafts(server: DemoServer, at: Temporal.Instant, rulebooks: readonly Rulebook[] = allRulebooks()): Promise<void> {
  const { database } = server.test
  const gateAt = demoGate()
  const signer = await sampleGate(database)
  await database.kysely.transaction().execute(async (tx) => {
    const openGround = async () =>
      draftGround({
        gate: await gateAt(tx, at),
        signers: await openVouchedSigners(tx, server.directoryRoot, () => undefined),
        keys: prevalenceKeys(new Secret('owner key of tests')),
        vault: filingVault(new Secret('owner key of tests')),
        rulebooks,
        identity: '',
        hasAgreed: () => Promise.resolve(false),
      })
    const tell = (error: unknown): void => {
      throw error
    }
    await takeApproved(tx, { openGround, at: at.toString(), tell })
    await applyIndicatorActs(tx, at.toString())
    await publishTick(tx, { at, now: at, chance: machineChance(), signer, publicOrigin: 'http://localhost:8080' })
  })
}
