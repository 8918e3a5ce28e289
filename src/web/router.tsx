import { createRootRoute, createRoute, createRouter, lazyRouteComponent, type AnyRouter, type RouteComponent } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { pagePaths, type PageName } from '#ui/page-path.ts'
import { Loading } from '#ui/progress.tsx'
import { ErrorPage } from './error-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import type { PageEntry } from './page-entry.ts'
import { PageGuard } from './page-guard.tsx'
import { pageQuery } from './page-query.ts'
import { pages } from './routes.tsx'
import { Shell } from './shell.tsx'

/** Returns the router over every registered page. The query of an address is plain text, as other programs write it. */
export function createPageRouter(): AnyRouter {
  const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage })
  const names = Object.keys(pages) as PageName[]
  const routes = names.map((name) =>
    createRoute({ getParentRoute: () => root, path: routerPath(pagePaths[name]), component: pageComponent(pages[name]) }),
  )
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: 'intent',
    defaultErrorComponent: ErrorPage,
    defaultPendingComponent: () => <Loading />,
    ...pageQuery,
  })
}

function pageComponent({ load, roles }: PageEntry): RouteComponent {
  const Lazy = lazyRouteComponent(async () => ({ Page: await load() }), 'Page')
  if (roles === null) return Lazy
  const Guarded = (): ReactNode => (
    <PageGuard roles={roles}>
      <Lazy />
    </PageGuard>
  )
  return Object.assign(Guarded, { preload: async () => Lazy.preload?.() })
}

function routerPath(path: string): string {
  return path.replaceAll(':', '$')
}
