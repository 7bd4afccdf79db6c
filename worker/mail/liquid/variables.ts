import { analyzeSync, type Template, Variable } from 'liquidjs'
import { fail, ok, type Result } from '../../domain/result.ts'
import { absentFile, type Flaw, flawsOf } from './flaws.ts'

/** A place where a template reads something that it did not make itself. */
export interface VariableUse {
  /** `invoice.lines[0].amount` as it is written. */
  name: string
  /** Null stands for a name that another variable gives. */
  segments: (string | number | null)[]
  line: number
  column: number
  file: string | null
}

/** Every read of a variable from outside, with those of its snippets and layouts, in the order of the places. */
export function variablesOf(template: Template[]): Result<VariableUse[], Flaw[]> {
  try {
    const { globals } = analyzeSync(template)
    return ok(Object.values(globals).flat().map(useOf).sort(byPlace))
  } catch (error) {
    const absent = absentFile(error)
    if (absent === null) return fail(flawsOf(error))
    const [line = 1, column = 1] = template.find(isUnreadable)?.token.getPosition() ?? []
    return fail([{ kind: 'syntax', message: absent, line, column, file: null }])
  }
}

/** The engine's analysis does not say where it looked for a file in vain: in this tag, or in one within it. */
function isUnreadable(node: Template): boolean {
  try {
    analyzeSync([node])
    return false
  } catch {
    return true
  }
}

function byPlace(a: VariableUse, b: VariableUse): number {
  const files = (a.file ?? '').localeCompare(b.file ?? '', 'en')
  return files || a.line - b.line || a.column - b.column
}

function useOf(variable: Variable): VariableUse {
  const { row, col, file } = variable.location
  const segments = variable.segments.map((segment) => (segment instanceof Variable ? null : segment))
  return { name: String(variable), segments, line: row, column: col, file: file ?? null }
}
