import { Eye, EyeOff } from 'lucide-react'
import { useId, useState } from 'react'
import { IconButton } from '../../../components/icon-button.tsx'

interface KeyFieldProps {
  placeholder: string
  value: string
  error: string | null
  onChange: (value: string) => void
}

/** Takes a key like a password; it can be shown for a look at what was pasted. */
export function KeyField({ placeholder, value, error, onChange }: KeyFieldProps) {
  const id = useId()
  const [shown, setShown] = useState(false)
  return (
    <div className="flex w-full flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        Restricted key
      </label>
      <span className="relative max-w-[34rem]">
        <input
          id={id}
          type={shown ? 'text' : 'password'}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          // Password managers would offer to keep it.
          data-1p-ignore
          data-lpignore="true"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : `${id}-hint`}
          className="control w-full pr-10 pl-2.5 font-mono text-ink aria-invalid:border-bad"
        />
        <span className="absolute top-0.75 right-1">
          <IconButton label={shown ? 'Hide the key' : 'Show the key'} onClick={() => setShown(!shown)}>
            {shown ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
          </IconButton>
        </span>
      </span>
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : (
        <p id={`${id}-hint`} className="text-xs text-faint">
          Encrypted before it is stored, and never shown again.
        </p>
      )}
    </div>
  )
}
