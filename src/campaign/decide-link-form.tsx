import { useState, type ReactNode } from 'react'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioChoice } from '#ui/choice.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { useText } from '#ui/use-text.ts'
import { cutReasons, type CutReason, type Link } from './link.ts'
import { useDecideLink } from './link-client.ts'
import { cutReasonNames, linksText } from './link-page-text.ts'

/** What an officer can do about a link: confirm it, or cut it and say why. Either can be changed later. */
export function DecideLink({ link, name }: { link: Link; name: string }): ReactNode {
  const t = useText(linksText)
  const deciding = useDecideLink()
  return (
    <>
      {deciding.error !== null && <ErrorNotice error={deciding.error} />}
      {link.state !== 'confirmed' && (
        <ButtonRow>
          <Button
            isPending={deciding.isPending}
            label={t('confirm') + t('ofLink', { other: name })}
            onPress={() => deciding.mutate({ id: link.id, act: 'confirm', reason: null })}
          >
            {t('confirm')}
          </Button>
        </ButtonRow>
      )}
      {link.state !== 'cut' && (
        <Disclosure summary={t('cutTitle')}>
          <CutForm
            link={link}
            name={name}
            isPending={deciding.isPending}
            onCut={(reason) => deciding.mutate({ id: link.id, act: 'cut', reason })}
          />
        </Disclosure>
      )}
    </>
  )
}

function CutForm(props: { link: Link; name: string; isPending: boolean; onCut: (reason: CutReason) => void }): ReactNode {
  const t = useText(linksText)
  const { pick } = useLanguage()
  const [reason, setReason] = useState<CutReason | null>(null)
  const [isMissing, setMissing] = useState(false)
  return (
    <>
      <p>{t('cutLead')}</p>
      <RadioChoice
        id={`cut-${props.link.id}`}
        label={t('cutReason')}
        requirement="required"
        error={isMissing && reason === null ? t('cutMissing') : undefined}
        value={reason}
        onChange={setReason}
        options={cutReasons.map((value) => ({ value, label: pick(cutReasonNames[value]) }))}
      />
      <ButtonRow>
        <Button
          variant="secondary"
          isPending={props.isPending}
          label={t('cut') + t('ofLink', { other: props.name })}
          onPress={() => (reason === null ? setMissing(true) : props.onCut(reason))}
        >
          {t('cut')}
        </Button>
      </ButtonRow>
    </>
  )
}
