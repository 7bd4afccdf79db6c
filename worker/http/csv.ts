export type Cell = string | number | boolean | null

/** Spreadsheets run text that begins so as a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** One record as RFC 4180 has it, with its line end; text that a spreadsheet would run gets an apostrophe in front. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
