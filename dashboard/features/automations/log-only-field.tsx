interface LogOnlyFieldProps {
  checked: boolean
  onChange: (checked: boolean) => void
}

/** Whether an automation acts, or only says what it would do. */
export function LogOnlyField({ checked, onChange }: LogOnlyFieldProps) {
  return (
    <label className="flex items-start gap-2.5">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.75 size-4 shrink-0"
      />
      <span>
        <span className="block font-medium">Log only: record what it would do, send nothing</span>
        <span className="block text-sm text-soft">
          It runs as ever, and each run says step by step what it would have done. Nothing is sent or changed by that,
          now or later.
        </span>
      </span>
    </label>
  )
}
