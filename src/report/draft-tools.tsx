import { useState, type ReactNode } from 'react'
import { browserNow } from '#ui/browser-clock.ts'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { useText } from '#ui/use-text.ts'
import { writeDraftFile } from './draft-file.ts'
import type { Draft } from './draft.ts'
import { formText } from './report-form-text.ts'
import { saveFile } from '#ui/save-file.ts'

/** Offers to save the draft as a file on the person's own device, and says plainly that it is readable. */
export function DraftTools({ draft }: { draft: Draft }): ReactNode {
  const t = useText(formText)
  const [saved, setSaved] = useState<string | null>(null)
  const save = () => {
    const now = browserNow()
    const minute = now.toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime().toString({ smallestUnit: 'minute' })
    const name = `noroshi-draft-${draft.stage}-${minute.replaceAll(/\D/g, '')}.json`
    saveFile(name, writeDraftFile(draft, now), 'application/json')
    setSaved(name)
  }
  return (
    <div className="mt-10 border-t border-solid-gray-420">
      <Disclosure summary={t('draftTitle')}>
        <p>{t('draftNote')}</p>
        <p className="my-2">{t('draftPlain')}</p>
        <Button variant="secondary" size="small" onPress={save}>
          {t('draftSave')}
        </Button>
        <p role="status">{saved !== null && t('draftSaved', { name: saved })}</p>
      </Disclosure>
    </div>
  )
}
