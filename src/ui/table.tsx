import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** One column of a table. */
export type Column<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** Names the row; one column of a table. */
  readonly isRowHeader?: boolean
  /** `end` for numbers. */
  readonly align?: 'start' | 'end'
}

type TableProps<Row> = {
  caption: string
  isCaptionHidden?: boolean | undefined
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  empty: ReactNode
}

/**
 * Rows of things. On narrow screens each row becomes a block in which every value stands below its column's name, so nothing scrolls sideways.
 *
 * @param props `caption` names the table (`isCaptionHidden` for screen readers only); `columns`; `rows`; `rowKey(row)`; `empty` is shown instead when there are no rows.
 */
export function Table<Row>(props: TableProps<Row>): ReactNode {
  if (props.rows.length === 0) return <div className="my-6 rounded-12 bg-solid-gray-50 p-6">{props.empty}</div>
  // Roles are spelt out because a changed `display` takes the meaning of a table away from screen readers.
  return (
    <table role="table" className="my-6 block w-full border-collapse desktop:table">
      <caption
        className={classNames(
          'mb-3 text-start text-std-18B-160 text-solid-gray-900',
          props.isCaptionHidden === true ? 'sr-only' : 'block desktop:table-caption',
        )}
      >
        {props.caption}
      </caption>
      <thead role="rowgroup" className="sr-only desktop:not-sr-only desktop:table-header-group">
        <tr role="row" className="desktop:table-row">
          {props.columns.map((column) => (
            <th
              key={column.id}
              role="columnheader"
              scope="col"
              className={classNames(
                'border-b-2 border-solid-gray-600 bg-solid-gray-50 px-3 py-3 text-std-16B-170 text-solid-gray-900',
                alignClass(column),
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block desktop:table-row-group">
        {props.rows.map((row) => (
          <TableRow key={props.rowKey(row)} row={row} columns={props.columns} />
        ))}
      </tbody>
    </table>
  )
}

function TableRow<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }): ReactNode {
  return (
    <tr role="row" className="block border-b border-solid-gray-420 py-3 hover:bg-solid-gray-50 desktop:table-row desktop:py-0">
      {columns.map((column) => {
        const Cell = column.isRowHeader === true ? 'th' : 'td'
        return (
          <Cell
            key={column.id}
            role={column.isRowHeader === true ? 'rowheader' : 'cell'}
            {...(column.isRowHeader === true ? { scope: 'row' } : {})}
            className={classNames('block px-3 py-1 align-top font-normal desktop:table-cell desktop:py-3', alignClass(column))}
          >
            <span aria-hidden="true" className="block text-std-16B-170 text-solid-gray-700 desktop:hidden">
              {column.header}
            </span>
            {column.cell(row)}
          </Cell>
        )
      })}
    </tr>
  )
}

function alignClass<Row>(column: Column<Row>): string {
  return column.align === 'end' ? 'text-start desktop:text-end' : 'text-start'
}
