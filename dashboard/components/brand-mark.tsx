/** The tool that gave the name: a hooked blade on its handle, in the text's colour. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={className}>
      <g fill="currentColor">
        <path d="M5 14V8.5C5 4.4 8.2 1.5 12.2 1.5c4.8 0 8 3.6 8.3 10.5-1.9-2.9-4.2-4.3-6.4-4.3-2.1 0-3.3 1.3-3.3 3.3v3z" />
        <rect x="5.4" y="15.7" width="5" height="6.8" rx="1.4" />
      </g>
    </svg>
  )
}
