import { clsx } from 'clsx'

interface JsonTreeProps {
  value: unknown
  /** Whether the node at this path (`data.object`) is open at first. */
  isOpen: (path: string) => boolean
}

/** A JSON value as a tree of native details: it opens by click, Enter and Space, and the browser's search opens it too. */
export function JsonTree({ value, isOpen }: JsonTreeProps) {
  return (
    <div className="overflow-x-auto px-4 py-3 font-mono text-xs leading-5">
      <Children value={value} path="" isOpen={isOpen} />
    </div>
  )
}

interface NodeProps extends JsonTreeProps {
  path: string
}

function Children({ value, path, isOpen }: NodeProps) {
  return Object.entries(value ?? {}).map(([name, child]) => (
    <Node key={name} name={name} value={child} path={path ? `${path}.${name}` : name} isOpen={isOpen} />
  ))
}

function Node({ name, value, path, isOpen }: NodeProps & { name: string }) {
  const size = value !== null && typeof value === 'object' ? Object.keys(value).length : 0
  if (size === 0)
    return (
      <div className="pl-4">
        <Name name={name} /> <Leaf value={value} />
      </div>
    )
  return (
    <details open={isOpen(path)} className="group/node">
      <summary className="relative min-h-6 w-fit cursor-pointer list-none rounded-sm pr-1 pl-4 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <span aria-hidden className="json-arrow absolute top-2 left-1" />
        <Name name={name} /> <span className="text-faint">{sizeText(value, size)}</span>
      </summary>
      <div className="ml-1.5 border-l border-line pl-2">
        <Children value={value} path={path} isOpen={isOpen} />
      </div>
    </details>
  )
}

function Name({ name }: { name: string }) {
  return <span className="text-soft">{name}:</span>
}

function Leaf({ value }: { value: unknown }) {
  const look = {
    string: 'text-ink break-all whitespace-pre-wrap',
    number: 'text-note',
    boolean: 'text-warn',
  }[typeof value as 'string' | 'number' | 'boolean']
  return <span className={clsx(look ?? 'text-faint')}>{JSON.stringify(value)}</span>
}

function sizeText(value: unknown, size: number): string {
  if (Array.isArray(value)) return size === 1 ? '[1 item]' : `[${size} items]`
  return size === 1 ? '{1 field}' : `{${size} fields}`
}
