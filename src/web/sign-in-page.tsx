import { useMutation, useQuery, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { organisationKinds, type OrganisationKind } from '#identity/actor.ts'
import { organisationKindNames } from '#identity/role-text.ts'
import { sessionQuery, signInAsPersona, useSession } from '#identity/session-client.ts'
import { request } from '#ui/api.ts'
import { RadioChoice } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { Loaded } from '#ui/loaded.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { useGoTo, usePageQuery } from '#ui/page-address.ts'
import { isPageAddress, pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { PersonaGroup } from './persona-group.tsx'
import { filterPersonas, mainRolesFirst, type Persona } from './persona.ts'
import { signInText } from './sign-in-text.ts'

/** Signs in as a person of the demonstration; the address may name the side to show first (`side`) and the page to go to afterwards (`next`). */
export function SignInPage(): ReactNode {
  const t = useText(signInText)
  const { pick } = useLanguage()
  const session = useSession()
  return (
    <Page title={t('title')} lead={t('lead')} width="wide">
      <Loaded query={session}>
        {(known) => {
          if (!known.demo) return <NoDemonstration />
          return (
            <>
              {known.signedIn && <p className="mb-6">{t('signedInAs', { name: pick(known.person.name) })}</p>}
              <PersonaChoice />
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

function NoDemonstration(): ReactNode {
  const t = useText(signInText)
  return (
    <NotificationBanner tone="info" title={t('noDemo')}>
      {t('noDemoBody')}
    </NotificationBanner>
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
  const queryClient = useQueryClient()
  const goTo = useGoTo()
  const { next } = usePageQuery()
  return useMutation({
    mutationFn: signInAsPersona,
    onSuccess: async () => {
      queryClient.clear()
      await queryClient.ensureQueryData(sessionQuery)
      // The address may have been written by somebody else: it leads to our own pages or nowhere.
      goTo(next !== undefined && isPageAddress(next) ? next : pagePath('start'))
    },
  })
}

function useAskedSide(): OrganisationKind | 'all' {
  const asked = usePageQuery()['side']
  return organisationKinds.find((kind) => kind === asked) ?? 'all'
}
