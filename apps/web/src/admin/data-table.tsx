import type { ReactNode } from 'react'

export interface Column<Row> {
  readonly label: string
  readonly cell: (row: Row) => ReactNode
  /** Of numbers, which stand in a column right. */
  readonly isNumber?: boolean
}

interface DataTableProps<Row> {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string | number
}

/** A table; on a phone each row is a card. The roles say so still where the layout is none of a table. */
export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <table role="table" aria-label={label}>
      <thead role="rowgroup">
        <tr role="row">{columns.map((column) => <th key={column.label} role="columnheader" data-number={column.isNumber}>{column.label}</th>)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column) => <td key={column.label} role="cell" data-label={column.label} data-number={column.isNumber}>{column.cell(row)}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
