import type { ReactNode } from 'react'
import { useLanguage, type PageLanguage } from '#ui/language-context.ts'
import { Table, type Column } from '#ui/table.tsx'
import type { Translate } from '#ui/text-set.ts'
import { useText } from '#ui/use-text.ts'
import type { LinkReason } from './link.ts'
import { linksText } from './link-page-text.ts'
import { weightWords } from './link-words.ts'
import { TraitValue } from './trait-value.tsx'
import { traitName } from './trait-words.ts'

/** What two incidents have in common, the most telling first. */
export function LinkReasons({ reasons, further }: { reasons: readonly LinkReason[]; further: number }): ReactNode {
  const t = useText(linksText)
  const language = useLanguage()
  return (
    <>
      <Table
        caption={t('reasons')}
        columns={columnsOf(t, language)}
        rows={reasons}
        rowKey={({ kind, type, value, bits }) => `${kind} ${type ?? ''} ${value} ${value === '' ? bits : ''}`}
        empty={null}
      />
      {further > 0 && <p>{t('further', { count: further })}</p>}
    </>
  )
}

function columnsOf(t: Translate<typeof linksText>, { pick, language }: PageLanguage): readonly Column<LinkReason>[] {
  return [
    { id: 'kind', header: t('kind'), isShort: true, cell: (reason) => <Quiet isQuiet={reason.common}>{pick(traitName(reason))}</Quiet> },
    {
      id: 'value',
      header: t('value'),
      isRowHeader: true,
      cell: (reason) => (
        <Quiet isQuiet={reason.common}>
          <TraitValue trait={reason} />
        </Quiet>
      ),
    },
    {
      id: 'weight',
      header: t('weight'),
      cell: (reason) => <Quiet isQuiet={reason.common}>{weightWords(reason, language)}</Quiet>,
    },
  ]
}

function Quiet({ isQuiet, children }: { isQuiet: boolean; children: ReactNode }): ReactNode {
  return isQuiet ? <span className="text-solid-gray-700">{children}</span> : children
}
