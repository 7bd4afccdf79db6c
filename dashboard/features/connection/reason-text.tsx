import { ExternalLink } from '../../components/external-link.tsx'
import { reasonParts } from './reason-parts.ts'

/** A sentence of the API: Stripe's pages in it become links, commands are set as code. */
export function ReasonText({ text }: { text: string }) {
  return reasonParts(text).map(({ kind, text: part }, index) => {
    const key = `${index} ${part}`
    if (kind === 'page')
      return (
        <ExternalLink key={key} href={part}>
          {part.replace('https://', '')}
        </ExternalLink>
      )
    if (kind === 'code')
      return (
        <code key={key} className="font-mono text-sm break-all">
          {part}
        </code>
      )
    return part
  })
}
