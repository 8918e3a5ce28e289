import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, type ReactNode } from 'react'
import { LanguageProvider } from '#ui/language-provider.tsx'
import { createPageQueryClient } from './query-client.ts'
import { createPageRouter } from './router.tsx'

const router = createPageRouter()
const queryClient = createPageQueryClient()

/** The whole site in the browser. */
export function App(): ReactNode {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <LanguageProvider>
          <RouterProvider router={router} />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}
