import { useState, type ReactNode } from 'react'
import { ApiError } from '#ui/api-error.ts'
import { Button } from '#ui/button.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { InstantText } from '#ui/instant-text.tsx'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { OutsideText } from '#ui/outside-text.tsx'
import { StatusBadge } from '#ui/status-badge.tsx'
import { useText } from '#ui/use-text.ts'
import type { KeySlot, SlotKind } from './key-slot.ts'
import { keysText } from './keys-text.ts'
import { useAct } from './passkey-step.tsx'
import { removeOwnSlot } from './slots-client.ts'

const kindNames = {
  passkey: 'kindPasskey',
  'printed-code': 'kindCode',
  passphrase: 'kindPassphrase',
} as const satisfies Record<SlotKind, keyof typeof keysText>

/** The slots of the own key, each with the means to remove it. */
export function SlotList({ slots, onRemoved }: { slots: readonly KeySlot[]; onRemoved: () => void }): ReactNode {
  return (
    <ul className="my-6 border-t border-solid-gray-420">
      {slots.map((slot) => (
        <li key={slot.id} className="border-b border-solid-gray-420 py-3">
          <SlotRow slot={slot} onRemoved={onRemoved} />
        </li>
      ))}
    </ul>
  )
}

function SlotRow({ slot, onRemoved }: { slot: KeySlot; onRemoved: () => void }): ReactNode {
  const t = useText(keysText)
  const [isAsked, setAsked] = useState(false)
  const act = useAct()
  const name = slot.label === '' ? t(kindNames[slot.kind]) : `${t(kindNames[slot.kind])} “${slot.label}”`
  const remove = () =>
    act.run(async () => {
      await removeOwnSlot(slot.id)
      onRemoved()
    })
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1">
          <p className="text-std-16B-170">
            {t(kindNames[slot.kind])} {slot.label !== '' && <OutsideText text={slot.label} />}
          </p>
          <p className="text-solid-gray-700">
            {slot.kind === 'passphrase' ? (
              t('kindPassphraseBody')
            ) : (
              <>
                {t('madeAt')}
                <InstantText at={slot.createdAt} />
              </>
            )}
          </p>
        </div>
        {slot.provenAt === null && <StatusBadge tone="warning">{t('unproven')}</StatusBadge>}
        {slot.kind !== 'passphrase' && !isAsked && (
          <Button variant="secondary" size="small" label={`${t('remove')}: ${name}`} onPress={() => setAsked(true)}>
            {t('remove')}
          </Button>
        )}
      </div>
      {isAsked && (
        <div role="alert" className="mt-2">
          <p>{t('removeConfirm', { name })}</p>
          <div className="mt-2 flex flex-wrap gap-3">
            <Button variant="danger" size="small" isPending={act.isPending} onPress={remove}>
              {t('removeYes')}
            </Button>
            <Button variant="secondary" size="small" onPress={() => setAsked(false)}>
              {t('removeNo')}
            </Button>
          </div>
        </div>
      )}
      <RemovalFailure error={act.error} />
    </>
  )
}

function RemovalFailure({ error }: { error: unknown }): ReactNode {
  const t = useText(keysText)
  if (error === null) return null
  if (error instanceof ApiError && error.code === 'SLOTS_TOO_FEW')
    return <NotificationBanner tone="warning" title={t('tooFew')} isLive level={3} />
  return <ErrorNotice error={error} />
}
