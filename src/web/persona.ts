import { languages, type LocalText } from '#base/language.ts'
import { roles, type OrganisationKind, type Role } from '#identity/actor.ts'
import { roleNames } from '#identity/role-text.ts'

/** A person of the demonstration, as `/api/v1/demo/personas` lists it. */
export type Persona = {
  readonly personId: string
  readonly name: LocalText
  readonly roles: readonly Role[]
  readonly organisation: { readonly id: string; readonly kind: OrganisationKind; readonly name: LocalText }
}

/**
 * Returns the personas whose name, organisation or roles hold every word of `query`, in any language; upper and lower case, full and half width count alike.
 *
 * @param side Only personas of organisations of that kind; null for all.
 */
export function filterPersonas(personas: readonly Persona[], query: string, side: OrganisationKind | null): readonly Persona[] {
  const words = comparable(query).split(/\s+/).filter(Boolean)
  return personas.filter((persona) => {
    if (side !== null && persona.organisation.kind !== side) return false
    const text = comparable(wordsOf(persona))
    return words.every((word) => text.includes(word))
  })
}

/** Returns the personas with those first who do the main work of their side: filers before viewers, officers before administrators. */
export function mainRolesFirst(personas: readonly Persona[]): readonly Persona[] {
  const rank = (persona: Persona) => Math.min(...persona.roles.map((role) => roles.indexOf(role)))
  return personas.toSorted((left, right) => rank(left) - rank(right))
}

function wordsOf(persona: Persona): string {
  const texts: readonly LocalText[] = [persona.name, persona.organisation.name, ...persona.roles.map((role) => roleNames[role])]
  return texts.flatMap((text) => languages.map((language) => text[language])).join('\n')
}

function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
