import { CopyButton } from './copy-button.tsx'

/** A command or address that wraps anywhere, with a button that copies it whole. */
export function CodeLine({ code, what }: { code: string; what: string }) {
  return (
    <span className="flex min-w-0 items-start gap-1 rounded-md border border-line bg-sunken py-0.5 pr-0.5 pl-2.5">
      <code className="min-w-0 flex-1 py-1 font-mono text-xs leading-5 break-all text-ink">{code}</code>
      <CopyButton text={code} what={what} />
    </span>
  )
}
