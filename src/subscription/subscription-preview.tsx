import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { request } from '#ui/api.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextLink } from '#ui/link.tsx'
import { pagePath } from '#ui/page-path.ts'
import { useText } from '#ui/use-text.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'
import type { ShownPreview } from './shown-subscription.ts'
import { subscriptionsPath } from './subscription-client.ts'
import { filterOf, type SubscriptionDraft } from './subscription-draft.ts'
import { subscriptionsText } from './subscriptions-text.ts'

/** What a draft would have brought within the last month, on demand. */
export function SubscriptionPreview({ draft }: { draft: SubscriptionDraft }): ReactNode {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  const preview = useMutation({
    mutationFn: () => request<ShownPreview>(`${subscriptionsPath}/preview`, { method: 'POST', body: { filter: filterOf(draft) } }),
  })
  return (
    <div>
      <Button variant="secondary" isPending={preview.isPending} onPress={() => preview.mutate()}>
        {t('preview')}
      </Button>
      {preview.error !== null && <ErrorNotice error={preview.error} />}
      <div role="status" className="mt-3">
        {preview.data !== undefined && (
          <>
            <p>{t('previewResult', { days: preview.data.days, of: preview.data.of, count: preview.data.count })}</p>
            <ul className="list-disc ps-6">
              {preview.data.warnings.map(({ id, tlp, publishedAt, title }) => (
                <li key={id}>
                  <InstantText at={publishedAt} /> {tlpLabel(tlp)}{' '}
                  <TextLink href={pagePath('warning', { warningId: id })}>{pick(title)}</TextLink>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  )
}
