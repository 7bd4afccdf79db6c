import { useId, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { countOf } from '../../../lib/count-words.ts'
import { showToast } from '../../../lib/toast.ts'
import { formatMapping, parseMapping } from './parse-mapping.ts'
import type { Mapping } from './price-packages.ts'

interface MappingJsonProps {
  value: Mapping
  onChange: (mapping: Record<string, string[]>) => void
  onDone: () => void
}

/** The whole mapping as text. What cannot be read changes nothing. */
export function MappingJson({ value, onChange, onDone }: MappingJsonProps) {
  const id = useId()
  const [text, setText] = useState(() => formatMapping(value))
  const [problem, setProblem] = useState<string | null>(null)

  function take() {
    const parsed = parseMapping(text)
    if (!parsed.ok) {
      setProblem(`${parsed.error} Nothing was changed.`)
      return
    }
    onChange(parsed.value)
    showToast(`${countOf(Object.keys(parsed.value).length, 'entry', 'entries')} taken over. Save to put them in force.`)
    onDone()
  }

  return (
    <div className="flex flex-col items-start gap-3 px-4 pb-4">
      <label htmlFor={id} className="text-sm font-medium">
        Price or product id to packages
      </label>
      <textarea
        id={id}
        rows={14}
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setProblem(null)
        }}
        className="w-full rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-xs leading-5 aria-invalid:border-bad"
      />
      {problem && (
        <p id={`${id}-problem`} role="alert" className="text-sm font-medium text-bad">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={take}>
          Take over
        </Button>
        <Button onClick={onDone}>Back to the table</Button>
      </div>
    </div>
  )
}
