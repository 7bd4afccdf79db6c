import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'

interface ChipsInputProps {
  /** Names the list, as there may be no visible label: "Packages of price_1". */
  label: string
  values: readonly string[]
  onChange: (values: string[]) => void
  /** Offered while typing; `suggestionsId` names a datalist that several fields share. */
  suggestions?: readonly string[]
  suggestionsId?: string | undefined
  placeholder?: string
  /** Why a typed text cannot be added; null where it can. */
  refuse?: (text: string) => string | null
  error?: string | null
  /** The id of a problem that is told elsewhere. */
  invalidBy?: string | undefined
  inputMode?: 'text' | 'numeric'
  /** Of the field, for a visible label. */
  id?: string
}

/** A list of short texts: Enter or a comma adds one, Backspace in the empty field takes the last one back. */
export function ChipsInput({
  label,
  values,
  onChange,
  suggestions = [],
  suggestionsId,
  refuse,
  error,
  invalidBy,
  ...rest
}: ChipsInputProps) {
  const ownId = useId()
  const id = rest.id ?? ownId
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const problem = refused ?? error ?? null
  const problemId = problem ? `${id}-error` : invalidBy

  function add() {
    const typed = splitChips(text)
    const refusal = typed.map((one) => refuse?.(one) ?? null).find((reason) => reason !== null) ?? null
    setRefused(refusal)
    if (typed.length === 0 || refusal) return
    onChange([...new Set([...values, ...typed])])
    setText('')
  }

  function remove(value: string) {
    onChange(values.filter((one) => one !== value))
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if ((event.key === 'Enter' || event.key === ',') && !event.nativeEvent.isComposing) {
      event.preventDefault()
      add()
    }
    const last = values.at(-1)
    if (event.key === 'Backspace' && text === '' && last !== undefined) remove(last)
  }

  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div
        className={clsx(
          'flex min-h-8.5 flex-wrap items-center gap-1 rounded-md border bg-surface p-0.75 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus',
          problemId ? 'border-bad' : 'border-line-strong',
        )}
      >
        <ul aria-label={label} className="contents">
          {values.map((value) => (
            <li
              key={value}
              className="inline-flex h-6.5 max-w-full items-center rounded-sm bg-sunken pl-2 text-sm font-medium"
            >
              <span className="truncate">{value}</span>
              <button
                type="button"
                aria-label={`Remove ${value}`}
                onClick={() => remove(value)}
                className="ml-0.5 inline-flex size-6.5 shrink-0 items-center justify-center rounded-sm text-faint hover:text-ink"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
        <input
          ref={input}
          id={id}
          aria-label={`Add to ${label}`}
          aria-invalid={problemId ? true : undefined}
          aria-describedby={problemId}
          list={suggestionsId ?? (suggestions.length > 0 ? `${id}-list` : undefined)}
          autoComplete="off"
          spellCheck={false}
          inputMode={rest.inputMode ?? 'text'}
          placeholder={values.length === 0 ? rest.placeholder : undefined}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setRefused(null)
          }}
          onKeyDown={onKeyDown}
          onBlur={add}
          className="h-6.5 min-w-16 flex-1 bg-transparent px-1.5 text-sm outline-none placeholder:text-faint placeholder:opacity-100"
        />
        {suggestions.length > 0 && (
          <datalist id={`${id}-list`}>
            {suggestions
              .filter((one) => !values.includes(one))
              .map((one) => (
                <option key={one} value={one} />
              ))}
          </datalist>
        )}
      </div>
      {problem && (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-bad">
          {problem}
        </p>
      )}
    </div>
  )
}

/** Pasted lists come in whole: `pro, team` are two. */
function splitChips(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
