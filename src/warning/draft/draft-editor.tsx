import { useState, type ReactNode } from 'react'
import type { Language } from '#base/language.ts'
import { clearances } from '#identity/actor.ts'
import { ApiError } from '#ui/api-error.ts'
import { Button, ButtonRow } from '#ui/button.tsx'
import { CheckboxChoice, RadioChoice } from '#ui/choice.tsx'
import { ErrorNotice } from '#ui/error-notice.tsx'
import { halfWidth } from '#ui/half-width.ts'
import { Heading } from '#ui/heading.tsx'
import { useLanguage } from '#ui/language-context.ts'
import { NotificationBanner } from '#ui/notification-banner.tsx'
import { TextArea, TextInput } from '#ui/text-input.tsx'
import { useText } from '#ui/use-text.ts'
import { tlpTexts } from '../warning-page-text.ts'
import { actionTexts, confidenceTexts, kindTexts, papTexts } from '../warning-text.ts'
import { actionCodes, confidences, papLevels, warningKinds } from '../warning.ts'
import { useSaveDraft } from './draft-client.ts'
import type { EditableWarning } from './draft-schema.ts'
import { draftProblemTexts, editorText } from './draft-text.ts'
import { IndicatorEditor } from './indicator-editor.tsx'
import { productLines, productsOf, wordsOf } from './list-text.ts'
import { RuleEditor } from './rule-editor.tsx'
import type { ShownDraft } from './shown-draft.ts'

type PartProps = { written: EditableWarning; set: (change: Partial<EditableWarning>) => void }

/**
 * The form that changes a draft.
 *
 * @param props `written` as it stands; `onEnd` closes the form, whether it was saved or not.
 */
export function DraftEditor(props: { draft: ShownDraft; written: EditableWarning; onEnd: () => void }): ReactNode {
  const t = useText(editorText)
  const [written, setWritten] = useState(props.written)
  const [lists, setLists] = useState(() => listsOf(props.written))
  const [overrule, setOverrule] = useState(props.draft.overrule ?? '')
  const save = useSaveDraft()
  const set = (change: Partial<EditableWarning>) => setWritten((before) => ({ ...before, ...change }))
  const submit = () => {
    const content = { ...written, ...readLists(lists) }
    save.mutate({ draft: props.draft, content, overrule: overrule.trim() === '' ? null : overrule }, { onSuccess: props.onEnd })
  }
  return (
    <section>
      <Heading level={2}>{t('title')}</Heading>
      <div className="grid gap-10">
        <TermFields written={written} set={set} />
        <NoteFields written={written} set={set} />
        <IndicatorEditor written={written} set={set} />
        <ListFields lists={lists} onChange={setLists} />
        <RuleEditor written={written} set={set} />
        <TextArea
          id="overrule"
          label={t('overrule')}
          hint={t('overruleHint')}
          requirement="optional"
          limit={500}
          rows={3}
          value={overrule}
          onChange={setOverrule}
        />
      </div>
      {save.error !== null && <SaveProblem error={save.error} />}
      <ButtonRow>
        <Button size="large" isPending={save.isPending} onPress={submit}>
          {t('save')}
        </Button>
        <Button variant="secondary" size="large" onPress={props.onEnd}>
          {t('cancel')}
        </Button>
      </ButtonRow>
    </section>
  )
}

function SaveProblem({ error }: { error: Error }): ReactNode {
  const { pick } = useLanguage()
  const words = error instanceof ApiError ? draftProblemTexts[error.code] : undefined
  return words === undefined ? <ErrorNotice error={error} /> : <NotificationBanner tone="error" title={pick(words)} isLive />
}

function TermFields({ written, set }: PartProps): ReactNode {
  const t = useText(editorText)
  const { pick } = useLanguage()
  return (
    <>
      <RadioChoice
        id="kind"
        label={t('kind')}
        value={written.kind}
        onChange={(kind) => set({ kind })}
        options={warningKinds.map((value) => ({ value, label: pick(kindTexts[value]) }))}
      />
      <RadioChoice
        id="tlp"
        label={t('tlp')}
        value={written.tlp}
        onChange={(tlp) => set({ tlp })}
        options={clearances.map((value) => ({ value, label: pick(tlpTexts[value]) }))}
      />
      <RadioChoice
        id="pap"
        label={t('pap')}
        value={written.pap}
        onChange={(pap) => set({ pap })}
        options={papLevels.map((value) => ({ value, label: pick(papTexts[value]) }))}
      />
      <RadioChoice
        id="confidence"
        label={t('confidence')}
        value={written.confidence}
        onChange={(confidence) => set({ confidence })}
        options={confidences.map((value) => ({ value, label: pick(confidenceTexts[value]) }))}
      />
      <TextInput
        id="valid-until"
        label={t('validUntil')}
        hint={t('validUntilHint')}
        width="short"
        normalise={halfWidth}
        value={written.validUntil}
        onChange={(validUntil) => set({ validUntil })}
      />
      <CheckboxChoice
        id="actions"
        label={t('actions')}
        hint={t('actionsHint')}
        values={written.actions}
        onChange={(actions) => set({ actions: [...actions] })}
        options={actionCodes.filter((code) => code !== 'lift-measures').map((value) => ({ value, label: pick(actionTexts[value]) }))}
      />
    </>
  )
}

function NoteFields({ written, set }: PartProps): ReactNode {
  const t = useText(editorText)
  const note = written.note ?? { ja: '', en: '' }
  const write = (language: Language, text: string) => set({ note: { ...note, [language]: text } })
  return (
    <>
      <TextArea
        id="note-ja"
        label={t('noteJa')}
        hint={t('noteHint')}
        requirement="optional"
        limit={2000}
        value={note.ja}
        onChange={(text) => write('ja', text)}
      />
      <TextArea
        id="note-en"
        label={t('noteEn')}
        requirement="optional"
        limit={2000}
        value={note.en}
        onChange={(text) => write('en', text)}
      />
    </>
  )
}

type Lists = { readonly techniques: string; readonly cve: string; readonly products: string }

function listsOf({ techniques, cve, products }: EditableWarning): Lists {
  return { techniques: techniques.join(' '), cve: cve.join(' '), products: productLines(products) }
}

function readLists({ techniques, cve, products }: Lists): Pick<EditableWarning, 'techniques' | 'cve' | 'products'> {
  return { techniques: wordsOf(techniques), cve: wordsOf(cve), products: productsOf(products) }
}

function ListFields({ lists, onChange }: { lists: Lists; onChange: (lists: Lists) => void }): ReactNode {
  const t = useText(editorText)
  return (
    <>
      <TextArea
        id="products"
        label={t('products')}
        rows={3}
        value={lists.products}
        onChange={(products) => onChange({ ...lists, products })}
      />
      <TextInput id="cve" label={t('cve')} normalise={halfWidth} value={lists.cve} onChange={(cve) => onChange({ ...lists, cve })} />
      <TextInput
        id="techniques"
        label={t('techniques')}
        normalise={halfWidth}
        value={lists.techniques}
        onChange={(techniques) => onChange({ ...lists, techniques })}
      />
    </>
  )
}
