import { useState, type ReactNode } from 'react'
import { useSession } from '#identity/session-client.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxChoice, RadioChoice } from '#ui/choice.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { visibleControls } from '#ui/visible-controls.ts'
import { defang } from '#indicator/defang.ts'
import type { WarningBody } from '../warning-body.ts'
import { wrongTexts } from '../warning-text.ts'
import { wrongReasons, type WrongReason } from '../warning.ts'
import { useBeginDraft, useBeginRecall } from './draft-client.ts'
import { actsText } from './draft-text.ts'

/** What officers and releasers can do with a warning that is out: draft a revision, or a recall; nothing for anybody else. */
export function WarningActs({ warning }: { warning: WarningBody }): ReactNode {
  const t = useText(actsText)
  const session = useSession().data
  const begin = useBeginDraft()
  const roles = session?.signedIn === true ? session.person.roles : []
  const isOfficer = roles.includes('officer') || roles.includes('releaser')
  if (!isOfficer || warning.act === 'recall') return null
  return (
    <section>
      <Heading level={2}>{t('title')}</Heading>
      {begin.error !== null && <ErrorNotice error={begin.error} />}
      <ButtonRow>
        <Button variant="secondary" isPending={begin.isPending} onPress={() => begin.mutate({ warningId: warning.id })}>
          {t('revise')}
        </Button>
      </ButtonRow>
      <Disclosure summary={t('recallTitle')}>
        <RecallForm warning={warning} />
      </Disclosure>
    </section>
  )
}

type Wish = { readonly what: 'whole' | 'some' | null; readonly ids: readonly string[]; readonly reason: WrongReason | null }

function RecallForm({ warning }: { warning: WarningBody }): ReactNode {
  const t = useText(actsText)
  const { pick } = useLanguage()
  const [wish, setWish] = useState<Wish>({ what: null, ids: [], reason: null })
  const [isMissing, setMissing] = useState(false)
  const recall = useBeginRecall(warning.id)
  const submit = () => {
    const { what, ids, reason } = wish
    const isWhole = what !== null && reason !== null && (what === 'whole' || ids.length > 0)
    setMissing(!isWhole)
    if (isWhole) recall.mutate({ reason, indicatorIds: what === 'whole' ? null : ids })
  }
  return (
    <div className="grid gap-8">
      <p>{t('recallLead')}</p>
      <WhatToTakeBack warning={warning} wish={wish} onChange={setWish} />
      <RadioChoice
        id="recall-reason"
        label={t('reason')}
        requirement="required"
        value={wish.reason}
        onChange={(reason) => setWish({ ...wish, reason })}
        options={wrongReasons.map((value) => ({ value, label: pick(wrongTexts[value]) }))}
        error={isMissing ? t('missing') : null}
      />
      {recall.error !== null && <ErrorNotice error={recall.error} />}
      <ButtonRow>
        <Button variant="danger" isPending={recall.isPending} onPress={submit}>
          {t('recall')}
        </Button>
      </ButtonRow>
    </div>
  )
}

function WhatToTakeBack(props: { warning: WarningBody; wish: Wish; onChange: (wish: Wish) => void }): ReactNode {
  const t = useText(actsText)
  const { warning, wish, onChange } = props
  return (
    <>
      <RadioChoice
        id="recall-what"
        label={t('what')}
        requirement="required"
        value={wish.what}
        onChange={(what) => onChange({ ...wish, what })}
        options={[
          { value: 'whole', label: t('whole') },
          ...(warning.indicators.length === 0 ? [] : [{ value: 'some' as const, label: t('some') }]),
        ]}
      />
      {wish.what === 'some' && (
        <CheckboxChoice
          id="recall-which"
          label={t('which')}
          values={wish.ids}
          onChange={(ids) => onChange({ ...wish, ids })}
          options={warning.indicators.map(({ id, type, value }) => ({ value: id, label: visibleControls(defang(type, value)) }))}
        />
      )}
    </>
  )
}
