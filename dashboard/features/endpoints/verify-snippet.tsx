import { CopyButton } from '../../components/copy-button.tsx'
import { ScrollBox } from '../../components/scroll-box.tsx'

const SNIPPET = `// npm install standardwebhooks
import { Webhook } from 'standardwebhooks'

const webhook = new Webhook(process.env.BILLHOOK_SECRET)

app.post('/webhooks/billhook', express.raw({ type: '*/*' }), (req, res) => {
  // Throws where the signature is not ours, or older than five minutes.
  const event = webhook.verify(req.body.toString(), req.headers)
  // Answer first and work later. The header webhook-id stays the same when a webhook comes again.
  res.sendStatus(204)
})`

/** How a Node server sees that a webhook is ours. */
export function VerifySnippet() {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex items-center justify-between gap-2 text-sm font-medium">
        Verify it in Node
        <CopyButton text={SNIPPET} what="code" />
      </figcaption>
      <ScrollBox label="Code" className="rounded-md border border-line bg-sunken px-3 py-2 whitespace-pre">
        {SNIPPET}
      </ScrollBox>
    </figure>
  )
}
