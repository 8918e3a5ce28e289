import { createHashHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { StrictMode, type ReactNode } from 'react'
import { FilerPage } from '#offline/filer-page.tsx'
import { ExpectedWarning } from '#warning/expected-warning.tsx'
import { filerText } from '#offline/filer-text.ts'
import { LanguageProvider } from '#ui/language-provider.tsx'
import { PageFrame } from '#ui/page-frame.tsx'
import { pagePaths } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { ErrorPage } from './error-page.tsx'
import { pageQuery } from './page-query.ts'

const rootRoute = createRootRoute({ component: Frame, notFoundComponent: Filer })
const routes = [pagePaths.start, pagePaths.fileReport].map((path) =>
  createRoute({ getParentRoute: () => rootRoute, path, component: Filer }),
)

// A file has no addresses of its own, so the step stands behind the hash; the browser's back button works as on the site.
const router = createRouter({
  routeTree: rootRoute.addChildren(routes),
  history: createHashHistory(),
  defaultErrorComponent: ErrorPage,
  ...pageQuery,
})

/** The offline filer: the form of the first report in one file, without any network. */
export function FilerApp(): ReactNode {
  return (
    <StrictMode>
      <LanguageProvider>
        <RouterProvider router={router} />
      </LanguageProvider>
    </StrictMode>
  )
}

function Filer(): ReactNode {
  return <FilerPage Expected={ExpectedWarning} />
}

function Frame(): ReactNode {
  return (
    <PageFrame brand={<Name />} menu={[]} isDemonstration={false} footer={<Footer />}>
      <Outlet />
    </PageFrame>
  )
}

function Name(): ReactNode {
  const t = useText(filerText)
  return (
    <p>
      <span className="block text-std-20B-150">{t('name')}</span>
      <span className="block text-oln-14N-100 text-solid-gray-700">{t('tagline')}</span>
    </p>
  )
}

function Footer(): ReactNode {
  const t = useText(filerText)
  return <p>{t('footer')}</p>
}
