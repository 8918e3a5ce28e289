import { createHash, createHmac, randomUUID } from 'node:crypto'
import { generateTeamKey, wrapFor } from '#envelope/key-envelope.ts'
import { generatePersonalKey, wrapForPassphrase, type PersonalKey } from '#envelope/personal-key.ts'
import { utf8 } from '#base/bytes.ts'
import { languages } from '#base/language.ts'
import { insertAuthorities } from '#authority/authority-store.ts'
import { demoAuthorities } from '#authority/demo-authorities.ts'
import { insertApprovals, type GivenApproval } from '#authority/member-store.ts'
import type { Database, Queries } from '#database/database.ts'
import { putContacts, type ContactRow } from '#delivery/contact-store.ts'
import type { Role } from '#identity/actor.ts'
import { hashCredential, tokenOf } from '#identity/credential.ts'
import { insertOrganisations, insertPeople, insertToken } from '#identity/identity-store.ts'
import { insertSlots } from '#identity/slot-store.ts'
import type { OrganisationRow, PersonRow } from '#identity/identity-table.ts'
import {
  insertOrganisationKeys,
  insertPersonKeys,
  type OrganisationKey,
  type OrganisationKeyCopy,
  type PersonKey,
} from '#identity/key-store.ts'
import { demoOperators } from '#operator/demo-operators.ts'
import { insertPhones, type OrganisationPhones } from '#offline/phone-store.ts'
import { identifiersOf } from '#operator/operator-identifiers.ts'
import { insertOperators } from '#operator/operator-store.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Secret } from '#runtime/secret.ts'
import { demoSubscribers } from '#subscription/demo-subscribers.ts'
import { demoAuditOffice } from './demo-audit-office.ts'
import { demoOperatingOffice } from './demo-operating-office.ts'
import { makeDemoRecovery } from './demo-recovery.ts'
import { demoApprovals } from './demo-approvals.ts'
import { markInstallation } from './installation-store.ts'

type WrappedKey = PersonKey & { readonly wrapped: string }

/** Work factor of the passphrase that wraps a demonstration key: 2 to the 10th, so that a hundred of them are made in a moment. */
const demoWorkFactor = 10
const tokenDays = 3650

type Member = { readonly id: string; readonly name: { readonly ja: string; readonly en: string }; readonly roles: readonly Role[] }
type Country = { readonly organisations: readonly OrganisationRow[]; readonly members: ReadonlyMap<string, readonly Member[]> }

/** Returns the token of a demonstration person; only its hash is in the database. */
export function demoToken(secret: Secret, personId: string): string {
  return tokenOf(createHmac('sha256', secret.reveal()).update(`token:${personId}`).digest())
}

/** Returns the passphrase that unwraps the demonstration key of a person on the client. */
export function demoPassphrase(secret: Secret, personId: string): string {
  return createHmac('sha256', secret.reveal()).update(`passphrase:${personId}`).digest('base64url').slice(0, 20)
}

/**
 * Loads the fictional country into an empty database, in one transaction; does nothing where another process was first.
 *
 * Private keys exist in this function alone: what it stores is wrapped, but for the shares of the recovery key.
 *
 * @param parts.recoveryFolder Where the shares go, so that the demonstration can show a recovery.
 */
export async function loadDemo(parts: {
  readonly database: Database
  readonly secret: Secret
  readonly clock: Clock
  readonly recoveryFolder: string
}): Promise<void> {
  const country = describeCountry()
  const now = parts.clock.now()
  const keys = await makeKeys(country, parts.secret, now)
  await parts.database.kysely.transaction().execute(async (queries) => {
    if (!(await markInstallation(queries, true))) return
    await insertOrganisations(queries, country.organisations)
    await insertPeople(queries, peopleOf(country))
    await insertRegistry(queries)
    await putContacts(queries, demoContacts())
    await insertPhones(queries, demoPhones())
    await makeDemoRecovery(queries, parts.recoveryFolder, now.toString())
    await insertUsableKeys(queries, keys.people, now.toString())
    await insertOrganisationKeys(queries, keys.organisations, keys.copies, now.toString())
    await insertApprovals(queries, keys.approvals)
    const expiresAt = now.add({ hours: tokenDays * 24 }).toString()
    for (const { id: personId } of peopleOf(country)) {
      const hash = hashCredential(demoToken(parts.secret, personId))
      await insertToken(queries, {
        hash,
        id: randomUUID(),
        personId,
        label: 'demonstration',
        scopes: null,
        createdAt: now.toString(),
        expiresAt,
      })
    }
  })
}

/** The people of the demonstration need no second slot: their passphrase is known to everybody. */
async function insertUsableKeys(queries: Queries, keys: readonly WrappedKey[], at: string): Promise<void> {
  await insertPersonKeys(queries, keys, { at, usableAt: at })
  const slots = keys.map(({ keyId, wrapped }) => ({
    id: randomUUID(),
    keyId,
    kind: 'passphrase' as const,
    label: '',
    wrapped,
    credentialId: null,
    lookup: null,
  }))
  await insertSlots(queries, slots, { at, provenAt: at })
}

function describeCountry(): Country {
  const operators = demoOperators.map((one) => ({
    id: one.id,
    kind: 'operator' as const,
    name: { ja: one.names.ja, en: one.names.romaji },
    clearance: 'amber+strict' as const,
    people: one.people,
  }))
  const authorities = demoAuthorities.map((one) => ({
    id: one.id,
    kind: 'authority' as const,
    name: one.names,
    clearance: 'amber+strict' as const,
    people: one.people,
  }))
  const subscribers = demoSubscribers.map((one) => ({
    id: one.id,
    kind: 'subscriber' as const,
    name: one.names,
    clearance: one.clearance,
    people: one.people,
  }))
  const all = [...operators, ...authorities, ...subscribers, demoAuditOffice, demoOperatingOffice]
  return {
    organisations: all.map(({ id, kind, name, clearance }) => ({ id, kind, name, clearance })),
    members: new Map(all.map((one) => [one.id, one.people.map((person) => withSubscription(person, one.kind))])),
  }
}

/** Everybody who may be hit next reads warnings: the people of operators and authorities are subscribers too. */
function withSubscription(person: Member, kind: OrganisationRow['kind']): Member {
  return kind === 'subscriber' || person.roles.includes('subscriber') ? person : { ...person, roles: [...person.roles, 'subscriber'] }
}

function peopleOf(country: Country): readonly PersonRow[] {
  return [...country.members].flatMap(([organisationId, members]) =>
    members.map((member) => ({ ...member, organisationId, pseudonym: pseudonymOf(member.id) })),
  )
}

function pseudonymOf(personId: string): string {
  return createHash('sha256').update(personId).digest('hex').slice(0, 4).toUpperCase()
}

async function insertRegistry(queries: Queries): Promise<void> {
  const operators = demoOperators.map((one) => ({
    organisationId: one.id,
    corporateNumber: one.corporateNumber,
    sectors: one.sectors,
    designations: one.designations,
    products: one.products,
    identifiers: identifiersOf(one),
  }))
  await insertOperators(queries, operators)
  await insertAuthorities(
    queries,
    demoAuthorities.map(({ id, code, kind, sectors }) => ({ organisationId: id, code, kind, sectors })),
  )
}

/** Numbers of fictional desks: no exchange in Japan has the number 0000. */
function demoPhones(): readonly OrganisationPhones[] {
  return [...demoAuthorities, ...demoOperators].map(({ id }, index) => ({
    organisationId: id,
    numbers: [`03-0000-${String(1001 + index)}`, `06-0000-${String(1001 + index)}`],
  }))
}

/** Operators read Japanese at a desk of their own domain; authorities have one desk for each language. Nothing is at these domains (RFC 2606). */
function demoContacts(): readonly ContactRow[] {
  const operators = demoOperators.flatMap(({ id, domains: [domain] }) =>
    domain === undefined ? [] : [{ organisationId: id, address: `incident-desk@${domain}`, language: 'ja' as const }],
  )
  const authorities = demoAuthorities.flatMap(({ id, code }) =>
    languages.map((language) => ({ organisationId: id, address: `desk-${language}@${code.split('.').at(-1)}.example`, language })),
  )
  return [...operators, ...authorities].map((one) => ({ ...one, id: randomUUID() }))
}

async function makeKeys(
  country: Country,
  secret: Secret,
  at: Temporal.Instant,
): Promise<{ people: WrappedKey[]; organisations: OrganisationKey[]; copies: OrganisationKeyCopy[]; approvals: GivenApproval[] }> {
  const people: WrappedKey[] = []
  const organisations: OrganisationKey[] = []
  const copies: OrganisationKeyCopy[] = []
  const approvals: GivenApproval[] = []
  for (const { id: organisationId, kind } of country.organisations) {
    const members = await Promise.all((country.members.get(organisationId) ?? []).map((member) => personKey(member.id, secret)))
    people.push(...members.map(({ key }) => key))
    approvals.push(...(await demoApprovals(organisationId, members, at)))
    if (kind === 'subscriber' || kind === 'platform') continue
    const team = await generateTeamKey()
    const keyId = randomUUID()
    organisations.push({ keyId, organisationId, recipient: team.recipient })
    for (const { key: member } of members)
      copies.push({ keyId, personKeyId: member.keyId, wrapped: await wrapFor(member.recipient, utf8(team.identity)) })
  }
  return { people, organisations, copies, approvals }
}

async function personKey(personId: string, secret: Secret): Promise<{ key: WrappedKey; secret: PersonalKey }> {
  const { secret: made, public: known } = await generatePersonalKey()
  const wrapped = await wrapForPassphrase(made, demoPassphrase(secret, personId), { workFactor: demoWorkFactor })
  return { key: { keyId: randomUUID(), personId, recipient: known.recipient, signing: known.signing, wrapped }, secret: made }
}
