import { useMutation, useQuery, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { organisationKinds, type OrganisationKind } from '#identity/actor.ts'
import { organisationKindNames } from '#identity/role-text.ts'
import { signInAsPersona, useSession } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { RadioChoice } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { usePageQuery } from '#ui/page-address.ts'
import { Page } from '#ui/page.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { PasskeySignIn, useEntrance } from './passkey-sign-in.tsx'
import { PersonaGroup } from './persona-group.tsx'
import { filterPersonas, mainRolesFirst, type Persona } from './persona.ts'
import { signInText } from './sign-in-text.ts'

/** Signs in with a passkey or a printed code, in the demonstration as whoever one likes; the address may name the side to show first (`side`) and the page to go to afterwards (`next`). */
export function SignInPage(): ReactNode {
  const t = useText(signInText)
  const { pick } = useLanguage()
  const session = useSession()
  return (
    <Loaded query={session}>
      {(known) => (
        <Page title={t(known.demo ? 'title' : 'plainTitle')} lead={known.demo ? t('lead') : undefined} width="wide">
          {known.signedIn && <p className="mb-6">{t('signedInAs', { name: pick(known.person.name) })}</p>}
          {known.demo && <PersonaChoice />}
          <PasskeySignIn />
        </Page>
      )}
    </Loaded>
  )
}

function PersonaChoice(): ReactNode {
  const personas = useQuery({
    queryKey: ['demo-personas'],
    queryFn: ({ signal }) => request<{ personas: readonly Persona[] }>('/api/v1/demo/personas', { signal }),
  })
  return <Loaded query={personas}>{(answer) => <PersonaFinder personas={mainRolesFirst(answer.personas)} />}</Loaded>
}

function PersonaFinder({ personas }: { personas: readonly Persona[] }): ReactNode {
  const t = useText(signInText)
  const { pick } = useLanguage()
  const [query, setQuery] = useState('')
  const [side, setSide] = useState(useAskedSide())
  const signIn = useSignIn()
  const found = filterPersonas(personas, query, side === 'all' ? null : side)
  const kinds = organisationKinds.filter((kind) => personas.some(({ organisation }) => organisation.kind === kind))
  const options = [
    { value: 'all' as const, label: t('allSides') },
    ...kinds.map((kind) => ({ value: kind, label: pick(organisationKindNames[kind]) })),
  ]
  return (
    <>
      <search className="mb-8 grid gap-6 rounded-12 bg-solid-gray-50 p-4 desktop:p-6">
        <TextInput id="query" type="search" label={t('search')} value={query} onChange={setQuery} width="medium" />
        <RadioChoice id="side" label={t('side')} value={side} onChange={setSide} options={options} isInRow />
      </search>
      <p role="status">{t('found', { count: found.length })}</p>
      {signIn.error !== null && <ErrorNotice error={signIn.error} />}
      {found.length === 0 && <p className="my-6">{t('none')}</p>}
      {kinds.map((kind) => (
        <PersonaGroup
          key={kind}
          kind={kind}
          personas={found.filter(({ organisation }) => organisation.kind === kind)}
          pendingId={signIn.isPending ? signIn.variables : null}
          onChoose={signIn.mutate}
        />
      ))}
    </>
  )
}

function useSignIn(): UseMutationResult<void, Error, string> {
  return useMutation({ mutationFn: signInAsPersona, onSuccess: useEntrance() })
}

function useAskedSide(): OrganisationKind | 'all' {
  const asked = usePageQuery()['side']
  return organisationKinds.find((kind) => kind === asked) ?? 'all'
}
