import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Check } from 'typebox/value'
import { hashCredential } from '#identity/credential.ts'
import { GatewayError } from './gateway-error.ts'

/** What a person inside may do. `search` includes reading what is found. */
export const insideRights = ['search', 'open', 'audit'] as const

/** One thing that a person inside may do. */
export type InsideRight = (typeof insideRights)[number]

const InsidePersonSchema = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    /** SHA-256 of the person's token, base64. */
    tokenHash: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
    rights: Type.Array(Type.Unsafe<InsideRight>(Type.Enum([...insideRights]))),
  },
  { additionalProperties: false },
)
const PeopleSchema = Type.Array(InsidePersonSchema)

/** Somebody inside the authority who may use its gateway. */
export type InsidePerson = Static<typeof InsidePersonSchema>

/**
 * Returns the person whose token this is, or null.
 *
 * @throws {GatewayError} `PEOPLE_UNREADABLE` if the list of people is there but is none.
 */
export async function findInsidePerson(folder: string, token: string): Promise<InsidePerson | null> {
  const hash = hashCredential(token)
  const people = await listInsidePeople(folder)
  return people.find(({ tokenHash }) => timingSafeEqual(Buffer.from(tokenHash, 'base64'), hash)) ?? null
}

/** Lets `name` use the gateway with these rights alone, and returns the token for it; one that the person had before is void. */
export async function admitPerson(folder: string, name: string, rights: readonly InsideRight[]): Promise<string> {
  const token = `nrg_${randomBytes(32).toString('base64url')}`
  const others = (await listInsidePeople(folder)).filter((one) => one.name !== name)
  await writePeople(folder, [...others, { name, tokenHash: hashCredential(token).toString('base64'), rights: [...rights] }])
  return token
}

/** Keeps `name` from using the gateway; false if nobody of that name could. */
export async function dismissPerson(folder: string, name: string): Promise<boolean> {
  const people = await listInsidePeople(folder)
  const others = people.filter((one) => one.name !== name)
  if (others.length < people.length) await writePeople(folder, others)
  return others.length < people.length
}

/**
 * Returns who may use the gateway of `folder`.
 *
 * @throws {GatewayError} `PEOPLE_UNREADABLE` if the list is there but is none.
 */
async function listInsidePeople(folder: string): Promise<readonly InsidePerson[]> {
  const path = listPath(folder)
  try {
    const people: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (Check(PeopleSchema, people)) return people
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
  }
  throw new GatewayError('PEOPLE_UNREADABLE', `Cannot read ${path}: expected the list that "noroshi gateway person" writes`)
}

function listPath(folder: string): string {
  return join(folder, 'people.json')
}

async function writePeople(folder: string, people: readonly InsidePerson[]): Promise<void> {
  const half = `${listPath(folder)}.${randomUUID()}.half`
  try {
    await writeFile(half, `${JSON.stringify(people, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true })
    await rename(half, listPath(folder))
  } finally {
    await rm(half, { force: true })
  }
}
