import { useState, type ReactNode } from 'react'
import type { OrganisationKind } from '#identity/actor.ts'
import { organisationKindNames, roleNames } from '#identity/role-text.ts'
import { Button } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import type { Persona } from './persona.ts'
import { signInText } from './sign-in-text.ts'

const firstShown = 6

type GroupProps = {
  kind: OrganisationKind
  personas: readonly Persona[]
  pendingId: string | null
  onChoose: (personId: string) => void
}

/** The people of one side, the first few at once and the others on demand, each with a button to become that person. */
export function PersonaGroup(props: GroupProps): ReactNode {
  const t = useText(signInText)
  const { pick } = useLanguage()
  const [showsAll, setShowsAll] = useState(false)
  const { kind, personas } = props
  if (personas.length === 0) return null
  const shown = showsAll ? personas : personas.slice(0, firstShown)
  const rest = personas.length - shown.length
  return (
    <section aria-labelledby={`side-${kind}`}>
      <Heading level={2} id={`side-${kind}`}>
        {pick(organisationKindNames[kind])}
        <span className="ms-3 text-std-16N-170 text-solid-gray-700">{t('sideCount', { count: personas.length })}</span>
      </Heading>
      <ul className="border-t border-solid-gray-420">
        {shown.map((persona) => (
          <PersonaRow key={persona.personId} {...props} persona={persona} />
        ))}
      </ul>
      {rest > 0 && (
        <p className="mt-4">
          <Button variant="secondary" onPress={() => setShowsAll(true)}>
            {t('showAll', { count: rest })}
          </Button>
        </p>
      )}
    </section>
  )
}

function PersonaRow({ persona, pendingId, onChoose }: GroupProps & { persona: Persona }): ReactNode {
  const t = useText(signInText)
  const { pick } = useLanguage()
  const name = pick(persona.name)
  const organisation = pick(persona.organisation.name)
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-solid-gray-420 py-3">
      <div className="min-w-0 flex-1 basis-full desktop:basis-60">
        <p className="text-std-17B-170 text-solid-gray-900">{name}</p>
        <p className="text-solid-gray-700">{organisation}</p>
      </div>
      <ul className="flex flex-wrap gap-2 desktop:basis-80">
        {persona.roles.map((role) => (
          <li key={role}>
            <StatusBadge tone="neutral">{pick(roleNames[role])}</StatusBadge>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        variant="secondary"
        isPending={pendingId === persona.personId}
        onPress={() => onChoose(persona.personId)}
        label={t('signInAs') + t('signInAsName', { name, organisation })}
      >
        {t('signInAs')}
      </Button>
    </li>
  )
}
