import type { Actor, Role } from './actor.ts'

/** How an actor must stand to an object: `own` of its organisation, `received` by its authority through an envelope, or no matter. */
type Relation = 'any' | 'own' | 'received'

/** How one object stands to an actor. */
export type Standing = { readonly own: boolean; readonly received: boolean }

type Rule = {
  readonly anyone?: true
  readonly signedIn?: true
  readonly roles?: Partial<Readonly<Record<Role, Relation>>>
  /** In a browser, the person must have shown within the last minutes that it is there (step-up). */
  readonly stepUp?: true
}

const operatorSide = { filer: 'own', viewer: 'own', 'operator-administrator': 'own' } as const

/** The one table of what may be done by whom; every route names one of its rows. */
const rules = {
  public: { anyone: true },
  'session.use': { anyone: true },
  assess: { anyone: true },
  'warning.read': { anyone: true },
  'directory.read': { signedIn: true },
  'key.read': { signedIn: true },
  // Keys that are not in use yet are made without it; the handler asks for it where one is in use.
  'key.manage': { signedIn: true },
  'session.manage': { signedIn: true },
  'operator.read-own': { roles: { filer: 'own', viewer: 'own', 'operator-administrator': 'own' } },
  'report.file': { roles: { filer: 'own' } },
  'decision.record': { roles: { filer: 'own' } },
  'decision.read': { roles: operatorSide },
  'incident.read': { roles: { ...operatorSide, officer: 'received' } },
  'obligation.act': { roles: { officer: 'received' } },
  'obligation.adjust': { roles: { officer: 'received' } },
  'obligation.read': { roles: { ...operatorSide, officer: 'received' } },
  'report.read': { roles: { ...operatorSide, officer: 'received' } },
  'report.receive': { roles: { officer: 'received' } },
  'opening.read': { roles: { ...operatorSide, officer: 'received' } },
  'opening.create': { roles: { officer: 'received' }, stepUp: true },
  'opening.seal': { roles: { officer: 'received' }, stepUp: true },
  'opening.approve-seal': { roles: { 'authority-administrator': 'own' }, stepUp: true },
  'opening.list-sealed': { roles: { officer: 'own', 'authority-administrator': 'own' } },
  'opening.read-quota': { roles: { officer: 'own' } },
  'opening.watch': { roles: { 'authority-administrator': 'own' } },
  'opening.share': { roles: { officer: 'received' }, stepUp: true },
  'recovery.use': { roles: { officer: 'received', 'authority-administrator': 'received' }, stepUp: true },
  'notice.use': {
    roles: { ...operatorSide, officer: 'own', releaser: 'own', 'authority-administrator': 'own', subscriber: 'own', registrar: 'own' },
  },
  'contact.manage': { roles: { 'operator-administrator': 'own', 'authority-administrator': 'own' } },
  'member.read': { roles: { officer: 'own', releaser: 'own', 'authority-administrator': 'own' } },
  'member.approve': { roles: { officer: 'own', releaser: 'own', 'authority-administrator': 'own' }, stepUp: true },
  'member.manage': { roles: { 'authority-administrator': 'own' }, stepUp: true },
  'kit.manage': { roles: { 'operator-administrator': 'own' }, stepUp: true },
  'offline-report.hand-in': { roles: { officer: 'any' } },
  'phone-notice.file': { roles: { officer: 'any' } },
  'agreement.read': { roles: operatorSide },
  'agreement.give': { roles: { 'operator-administrator': 'own' }, stepUp: true },
  // Taking it back must never wait for anything.
  'agreement.revoke': { roles: { 'operator-administrator': 'own' } },
  'log.audit': { roles: { auditor: 'any' } },
  'sighting.send': { roles: { subscriber: 'any' } },
  'answer-owner.name': { roles: { registrar: 'any' } },
  'warning.draft': { roles: { officer: 'own', releaser: 'own' } },
  'warning.approve': { roles: { releaser: 'own' }, stepUp: true },
  'warning.recall': { roles: { officer: 'own', releaser: 'own' }, stepUp: true },
  'sighting.watch': { roles: { officer: 'any', releaser: 'any' } },
  'sighting.cancel': { roles: { releaser: 'any' }, stepUp: true },
  'subscription.manage': { roles: { subscriber: 'own' } },
  'warning.reach': { roles: { officer: 'any', releaser: 'any' } },
  'warning.resend': { roles: { releaser: 'any' } },
  'link.read': { roles: { officer: 'received' } },
  'link.decide': { roles: { officer: 'received' } },
  'token.manage': { roles: { subscriber: 'own' } },
  'token.make': { roles: { subscriber: 'own' }, stepUp: true },
  'webhook-host.confirm': { roles: { registrar: 'any' } },
  'gate.close': { roles: { officer: 'received', releaser: 'received' } },
  'gate.read': { roles: { officer: 'received', releaser: 'received' } },
} as const satisfies Readonly<Record<string, Rule>>

/** An act that the table knows. */
export type Action = keyof typeof rules

/** All acts that the table knows. */
export const actions: ReadonlySet<string> = new Set(Object.keys(rules))

/** Tells whether `text` is an act of the table. */
export function isAction(text: string): text is Action {
  return actions.has(text)
}

/**
 * Tells whether `actor` may do `action`.
 *
 * @param standing How the object stands to the actor; without one, whether there is any object on which the actor might do it.
 */
export function can(actor: Actor, action: Action, standing?: Standing): boolean {
  const rule: Rule = rules[action]
  if (!isInScope(actor, action)) return false
  if (rule.anyone === true) return true
  if (actor.kind === 'anonymous') return false
  if (rule.signedIn === true) return true
  return actor.roles.some((role) => holds(rule.roles?.[role], standing))
}

function isInScope(actor: Actor, action: Action): boolean {
  return actor.kind === 'anonymous' || actor.scopes === null || actor.scopes.includes(action)
}

function holds(relation: Relation | undefined, standing: Standing | undefined): boolean {
  if (relation === undefined) return false
  if (relation === 'any' || standing === undefined) return true
  return standing[relation]
}

/** Tells whether `action` takes a person who has just shown that it is there. */
export function needsStepUp(action: Action): boolean {
  const rule: Rule = rules[action]
  return rule.stepUp === true
}
