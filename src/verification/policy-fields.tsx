import { useState, type ReactNode } from 'react'
import { utf8 } from '#base/bytes.ts'
import { LogError } from '#transparency-log/log-error.ts'
import { parsePolicy } from '#transparency-log/policy.ts'
import { browserNow } from '#ui/browser-clock.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { RadioChoice } from '#ui/choice.tsx'
import { CopyableCode } from '#ui/copyable-code.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { formatInstant } from '#ui/format-time.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { saveFile } from '#ui/save-file.ts'
import { SummaryList } from '#ui/summary-list.tsx'
import { TextArea } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { keepPolicy, policyCode, readKeptPolicy, type KeptPolicy, type PolicySource } from './policy-choice.ts'
import { verifyPageText } from './verify-page-text.ts'

/** The policy by which a page judges. */
export type ChosenPolicy = { readonly source: PolicySource; readonly own: string }

/**
 * Chooses the policy: the site's, the one kept on this device, or one that is pasted; and says what each is worth.
 *
 * @param props `chosen`, `onChange(chosen)`; `text` of the chosen policy, empty while there is none.
 */
export function PolicyFields(props: { chosen: ChosenPolicy; onChange: (chosen: ChosenPolicy) => void; text: string }): ReactNode {
  const t = useText(verifyPageText)
  const { language } = useLanguage()
  const [kept, setKept] = useState(readKeptPolicy)
  const { chosen, onChange, text } = props
  const keep = (next: KeptPolicy | null) => {
    keepPolicy(next)
    setKept(next)
    if (next === null && chosen.source === 'kept') onChange({ ...chosen, source: 'site' })
  }
  const keptOption = (of: KeptPolicy) => ({
    value: 'kept' as const,
    label: t('kept'),
    hint: t('keptHint', { at: formatInstant(Temporal.Instant.from(of.keptAt), language) }),
  })
  return (
    <section>
      <Heading level={2}>{t('policyTitle')}</Heading>
      <p className="mb-4">{t('policyLead')}</p>
      <RadioChoice
        id="policy-source"
        label={t('policySource')}
        value={chosen.source}
        onChange={(source) => onChange({ ...chosen, source })}
        options={[
          { value: 'site', label: t('site'), hint: t('siteHint') },
          ...(kept === null ? [] : [keptOption(kept)]),
          { value: 'own', label: t('own'), hint: t('ownHint') },
        ]}
      />
      {chosen.source === 'own' && (
        <TextArea
          id="own-policy"
          label={t('ownField')}
          hint={t('ownFieldHint')}
          value={chosen.own}
          onChange={(own) => onChange({ ...chosen, own })}
          rows={6}
          isCode
        />
      )}
      <PolicyFacts text={text} />
      <ButtonRow>
        {kept?.text !== text && text !== '' && (
          <Button variant="secondary" onPress={() => keep({ text, keptAt: browserNow().toString() })}>
            {t('keep')}
          </Button>
        )}
        {kept !== null && (
          <Button variant="text" onPress={() => keep(null)}>
            {t('forget')}
          </Button>
        )}
      </ButtonRow>
    </section>
  )
}

function PolicyFacts({ text }: { text: string }): ReactNode {
  const t = useText(verifyPageText)
  const policy = readable(text)
  if (policy === null) return null
  const logs = [...new Set(policy.logs.map(({ key }) => key.name))]
  return (
    <Disclosure summary={t('policyCode')}>
      <p>{t('policyCodeHint')}</p>
      <SummaryList
        rows={[
          { term: t('policyCode'), value: <CopyableCode value={policyCode(text)} name={t('policyCode')} /> },
          { term: t('place'), value: logs.join('\n') },
          {
            term: t('witnesses'),
            value: t('policyQuorum', { witnesses: policy.witnesses.length, quorum: policy.quorum ?? t('noQuorum') }),
          },
        ]}
      />
      <Button variant="secondary" size="small" onPress={() => saveFile('policy.txt', utf8(text), 'text/plain')}>
        {t('savePolicy')}
      </Button>
    </Disclosure>
  )
}

function readable(text: string): ReturnType<typeof parsePolicy> | null {
  try {
    return text === '' ? null : parsePolicy(text)
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}
