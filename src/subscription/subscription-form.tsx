import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { languages } from '#base/language.ts'
import { clearances, type Clearance } from '#identity/actor.ts'
import { request } from '#ui/api.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxChoice, RadioChoice } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { TextArea, TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { tlpLabel } from '#stix/tlp-marking.ts'
import type { SubscriptionBody, SubscriptionList } from './shown-subscription.ts'
import { subscriptionsPath, subscriptionsQuery } from './subscription-client.ts'
import { changeOf, draftOf, readMinute, subscriptionOf, type SubscriptionDraft } from './subscription-draft.ts'
import { SubscriptionPreview } from './subscription-preview.tsx'
import { cadences, subscribedKinds } from './subscription.ts'
import { cadenceNames, formNames, subscribedKindNames, subscriptionsText } from './subscriptions-text.ts'

/** A subscription that was just made; `secret` of a webhook is shown once. */
export type MadeSubscription = SubscriptionBody & { readonly secret: string | null }

type FormProps = {
  readonly list: SubscriptionList
  readonly clearance: Clearance
  /** The subscription that is to be changed; absent for a new one. */
  readonly known?: SubscriptionBody
  readonly onDone: (made: MadeSubscription) => void
  readonly onCancel: () => void
}

type PartProps = {
  readonly draft: SubscriptionDraft
  readonly change: (part: Partial<SubscriptionDraft>) => void
  readonly known: SubscriptionBody | undefined
}

/** The form of a new subscription or of one that is to be changed, with a look at what it would have brought. */
export function SubscriptionForm({ list, clearance, known, onDone, onCancel }: FormProps): ReactNode {
  const t = useText(subscriptionsText)
  const queries = useQueryClient()
  const { language } = useLanguage()
  const [draft, setDraft] = useState<SubscriptionDraft>(() => (known === undefined ? emptyDraft(language, clearance) : draftOf(known)))
  const change = (part: Partial<SubscriptionDraft>) => setDraft((before) => ({ ...before, ...part }))
  const zone = known?.timing.zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone
  const save = useMutation({
    mutationFn: () =>
      known === undefined
        ? request<MadeSubscription>(subscriptionsPath, { method: 'POST', body: subscriptionOf(draft, zone) })
        : request<MadeSubscription>(`${subscriptionsPath}/${known.id}`, { method: 'PUT', body: changeOf(draft, zone) }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: subscriptionsQuery.queryKey })
      onDone(made)
    },
  })
  const missing = missingFields(draft, known !== undefined).map((one) => t(one))
  return (
    <div className="grid gap-6">
      <Destination draft={draft} change={change} known={known} sendsMail={list.sendsMail} />
      <Heading level={3}>{t('filter')}</Heading>
      <p>{t('filterLead')}</p>
      <Filter draft={draft} change={change} known={known} list={list} clearance={clearance} />
      <SubscriptionPreview draft={draft} />
      <Timing draft={draft} change={change} known={known} zone={zone} />
      {save.error !== null && <ErrorNotice error={save.error} />}
      {missing.length > 0 && <p>{t('stillMissing', { fields: missing.join(language === 'ja' ? '、' : ', ') })}</p>}
      <ButtonRow>
        <Button isDisabled={missing.length > 0} isPending={save.isPending} onPress={() => save.mutate()}>
          {t(known === undefined ? 'save' : 'saveChange')}
        </Button>
        <Button variant="secondary" onPress={onCancel}>
          {t('cancel')}
        </Button>
      </ButtonRow>
    </div>
  )
}

type NeededField = 'name' | 'channel' | 'address' | 'mailAddress' | 'digestAt'

/** Returns the labels of what has to be filled in before the form can be sent. */
function missingFields(draft: SubscriptionDraft, isKnown: boolean): readonly NeededField[] {
  const { name, channel, address, digestAt } = draft
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(channel === null ? (['channel'] as const) : []),
    ...(channel !== null && !isKnown && address.trim() === ''
      ? [channel === 'mail' ? ('mailAddress' as const) : ('address' as const)]
      : []),
    ...(readMinute(digestAt) === null ? (['digestAt'] as const) : []),
  ]
}

function emptyDraft(language: SubscriptionDraft['language'], tlp: Clearance): SubscriptionDraft {
  return {
    name: '',
    channel: null,
    form: 'json',
    address: '',
    language,
    kinds: [],
    sectorGroups: [],
    techniques: '',
    products: '',
    narrowing: [],
    tlp,
    cadence: 'at-once',
    digestAt: '8:00',
    sharing: [],
  }
}

function Destination({ draft, change, known, sendsMail }: PartProps & { sendsMail: boolean }): ReactNode {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  const unchanged = known === undefined ? '' : t('addressStays', { address: known.pendingDestination ?? known.destination })
  const channels = [
    { value: 'webhook' as const, label: t('webhook') },
    ...(sendsMail ? [{ value: 'mail' as const, label: t('mail') }] : []),
  ]
  const options = (['json', 'slack', 'teams'] as const).map((value) => ({ value, label: pick(formNames[value]) }))
  const names = { ja: t('japanese'), en: t('english') }
  return (
    <>
      <TextInput id="name" label={t('name')} hint={t('nameHint')} value={draft.name} onChange={(name) => change({ name })} width="medium" />
      {known === undefined && (
        <RadioChoice
          id="channel"
          label={t('channel')}
          hint={sendsMail ? undefined : t('noMail')}
          value={draft.channel}
          onChange={(channel) => change({ channel })}
          options={channels}
        />
      )}
      {draft.channel === 'webhook' && (
        <>
          <RadioChoice id="form" label={t('form')} value={draft.form} onChange={(form) => change({ form })} options={options} isInRow />
          <TextInput
            id="address"
            type="url"
            label={t('address')}
            hint={unchanged + t('addressHint')}
            value={draft.address}
            onChange={(address) => change({ address })}
          />
        </>
      )}
      {draft.channel === 'mail' && (
        <TextInput
          id="address"
          type="email"
          label={t('mailAddress')}
          hint={unchanged + t('mailHint')}
          value={draft.address}
          onChange={(address) => change({ address })}
          width="medium"
        />
      )}
      <RadioChoice
        id="language"
        label={t('language')}
        value={draft.language}
        onChange={(language) => change({ language })}
        options={languages.map((value) => ({ value, label: names[value] }))}
        isInRow
      />
    </>
  )
}

function Filter({ draft, change, list, clearance }: PartProps & { list: SubscriptionList; clearance: Clearance }): ReactNode {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  const levels = clearances.slice(0, clearances.indexOf(clearance) + 1)
  return (
    <>
      <CheckboxChoice
        id="kinds"
        label={t('kinds')}
        values={draft.kinds}
        onChange={(kinds) => change({ kinds })}
        options={subscribedKinds.map((value) => ({ value, label: pick(subscribedKindNames[value]) }))}
        isInRow
      />
      {list.sectorGroups.length > 0 && (
        <CheckboxChoice
          id="groups"
          label={t('groups')}
          hint={t('groupsHint')}
          values={draft.sectorGroups}
          onChange={(sectorGroups) => change({ sectorGroups })}
          options={list.sectorGroups.map(({ code, name }) => ({ value: code, label: pick(name) }))}
          isInRow
        />
      )}
      <TextInput
        id="techniques"
        label={t('techniques')}
        hint={t('techniquesHint')}
        value={draft.techniques}
        onChange={(techniques) => change({ techniques })}
        width="medium"
      />
      <TextArea
        id="products"
        label={t('products')}
        hint={t('productsHint')}
        rows={3}
        value={draft.products}
        onChange={(products) => change({ products })}
      />
      <CheckboxChoice
        id="narrowing"
        label={t('narrowing')}
        values={draft.narrowing}
        onChange={(narrowing) => change({ narrowing })}
        options={(['ownProducts', 'confirmedOnly'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <RadioChoice
        id="tlp"
        label={t('tlp')}
        hint={t('tlpHint')}
        value={draft.tlp}
        onChange={(tlp) => change({ tlp })}
        options={levels.map((value) => ({ value, label: tlpLabel(value) }))}
        isInRow
      />
    </>
  )
}

function Timing({ draft, change, known, zone }: PartProps & { zone: string }): ReactNode {
  const t = useText(subscriptionsText)
  const { pick } = useLanguage()
  return (
    <>
      <RadioChoice
        id="cadence"
        label={t('cadence')}
        value={draft.cadence}
        onChange={(cadence) => change({ cadence })}
        options={cadences.map((value) => ({ value, label: pick(cadenceNames[value]) }))}
        isInRow
      />
      {draft.cadence === 'daily' && (
        <TextInput
          id="digest-at"
          label={t('digestAt')}
          hint={t('digestHint', { zone })}
          value={draft.digestAt}
          onChange={(digestAt) => change({ digestAt })}
          width="short"
        />
      )}
      <CheckboxChoice
        id="sharing"
        label={t('otherSettings')}
        values={draft.sharing}
        onChange={(sharing) => change({ sharing })}
        options={(known === undefined ? (['isOwn', 'isShown'] as const) : (['isShown'] as const)).map((value) => ({
          value,
          label: t(value),
        }))}
      />
    </>
  )
}
