/** Marks what is in force where nobody chose. */
export function DefaultMark() {
  return <span className="rounded-sm border border-line px-1 text-2xs font-normal text-faint">Default</span>
}
