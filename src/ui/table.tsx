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
  /** Its words stay on one line beside wider columns. */
  readonly isShort?: boolean
}

// Spelt out, although they are those of the elements, because a changed `display` takes the meaning of a table away in some browsers.
const roles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  columnHeader: { role: 'columnheader' },
  rowHeader: { role: 'rowheader', scope: 'row' },
  cell: { role: 'cell' },
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
  return (
    <table {...roles.table} className="my-6 block w-full border-collapse desktop:table">
      <caption
        className={classNames(
          'mb-3 text-start text-std-18B-160 text-solid-gray-900',
          props.isCaptionHidden === true ? 'sr-only' : 'block desktop:table-caption',
        )}
      >
        {props.caption}
      </caption>
      <thead {...roles.group} className="sr-only desktop:not-sr-only desktop:table-header-group">
        <tr {...roles.row} className="desktop:table-row">
          {props.columns.map((column) => (
            <th
              key={column.id}
              {...roles.columnHeader}
              scope="col"
              className={classNames(
                'border-b-2 border-solid-gray-600 bg-solid-gray-50 px-3 py-3 text-std-16B-170 text-solid-gray-900',
                layoutClass(column),
              )}
            >
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...roles.group} className="block desktop:table-row-group">
        {props.rows.map((row) => (
          <TableRow key={props.rowKey(row)} row={row} columns={props.columns} />
        ))}
      </tbody>
    </table>
  )
}

function TableRow<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }): ReactNode {
  return (
    <tr {...roles.row} className="block border-b border-solid-gray-420 py-3 hover:bg-solid-gray-50 desktop:table-row desktop:py-0">
      {columns.map((column) => {
        const Cell = column.isRowHeader === true ? 'th' : 'td'
        return (
          <Cell
            key={column.id}
            {...(column.isRowHeader === true ? roles.rowHeader : roles.cell)}
            className={classNames('block px-3 py-1 align-top font-normal desktop:table-cell desktop:py-3', layoutClass(column))}
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

function layoutClass<Row>(column: Column<Row>): string {
  const align = column.align === 'end' ? 'text-start desktop:text-end' : 'text-start'
  return column.isShort === true ? `${align} desktop:whitespace-nowrap` : align
}
