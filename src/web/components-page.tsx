import { useState, type ReactNode } from 'react'
import { Button, ButtonRow } from '#ui/button.tsx'
import { Heading } from '#ui/heading.tsx'
import { DownloadLink, ExternalLink, LinkButton, TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { Page } from '#ui/page.tsx'
import { useFormErrors } from '#ui/form-errors.ts'
import { useText } from '#ui/use-text.ts'
import { ComponentFields } from './component-fields.tsx'
import { ComponentLists } from './component-lists.tsx'
import { ComponentNotices } from './component-notices.tsx'
import { componentsText } from './components-text.ts'

/** Shows every component of the design system in each of its states. */
export function ComponentsPage(): ReactNode {
  const t = useText(componentsText)
  const errors = useFormErrors()
  const [isPending, setPending] = useState(false)
  return (
    <Page title={t('title')} lead={t('lead')} errors={errors} back={{ href: pagePath('start'), label: 'Noroshi' }}>
      <Heading level={2}>{t('buttons')}</Heading>
      <ButtonRow>
        <Button onPress={() => setPending(!isPending)}>{t('primary')}</Button>
        <Button variant="secondary">{t('secondary')}</Button>
        <Button variant="text">{t('textButton')}</Button>
        <Button variant="danger">{t('danger')}</Button>
        <Button isPending>{t('pending')}</Button>
        <Button isDisabled>{t('disabled')}</Button>
        <Button size="small" variant="secondary" isPending={isPending}>
          {t('small')}
        </Button>
        <LinkButton href={pagePath('start')} size="large">
          {t('link')}
        </LinkButton>
      </ButtonRow>
      <ul className="my-6 grid gap-2">
        <li>
          <TextLink href={pagePath('start')}>{t('link')}</TextLink>
        </li>
        <li>
          <ExternalLink href="https://www.rfc-editor.org/rfc/rfc9457">{t('external')}</ExternalLink>
        </li>
        <li>
          <DownloadLink href="data:text/csv,a" fileName="example.csv">
            {t('download')}
          </DownloadLink>
        </li>
      </ul>
      <ComponentFields errors={errors} />
      <ComponentNotices />
      <ComponentLists />
    </Page>
  )
}
