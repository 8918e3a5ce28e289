import type { ReactNode } from 'react'
import { Button, ButtonRow } from '#ui/button.tsx'
import { LinkButton } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/use-text.ts'
import { shellText } from './shell-text.ts'

/** Says that a page broke while it was shown, or that its code could not be fetched. */
export function ErrorPage(): ReactNode {
  const t = useText(shellText)
  return (
    <Page title={t('errorTitle')} lead={t('errorBody')}>
      <ButtonRow>
        <Button onPress={() => location.reload()}>{t('reload')}</Button>
        <LinkButton href={pagePath('start')} variant="secondary">
          {t('toStart')}
        </LinkButton>
      </ButtonRow>
    </Page>
  )
}
