import type { ReactNode } from 'react'
import { LinkButton } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { shellText } from './shell-text.ts'

/** Says that there is no page at this address. */
export function NotFoundPage(): ReactNode {
  const t = useText(shellText)
  return (
    <Page title={t('notFoundTitle')} lead={t('notFoundBody')}>
      <LinkButton href={pagePath('start')}>{t('toStart')}</LinkButton>
    </Page>
  )
}
