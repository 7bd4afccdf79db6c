export interface ReasonPart {
  kind: 'text' | 'page' | 'code'
  text: string
}

const SPECIAL = /(https:\/\/dashboard\.stripe\.com\/[\w/-]+|`[^`]+`)/

/** Takes a sentence of the API apart: only Stripe's own pages become links, so that no text can lead elsewhere. */
export function reasonParts(sentence: string): ReasonPart[] {
  return sentence
    .split(SPECIAL)
    .filter((text) => text !== '')
    .map((text) => {
      if (text.startsWith('https://dashboard.stripe.com/')) return { kind: 'page', text }
      return /^`.+`$/.test(text) ? { kind: 'code', text: text.slice(1, -1) } : { kind: 'text', text }
    })
}
