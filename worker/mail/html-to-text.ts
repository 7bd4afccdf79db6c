import { decodeEntities } from './entities.ts'

/** Comments and declarations; tags; words. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<[!?][^<>]*>|<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|</g
const UNSEEN: readonly string[] = ['head', 'style', 'script', 'title', 'template']
const HIDDEN = /display\s*:\s*none/i
const VOID: readonly string[] = ['br', 'img', 'hr', 'meta', 'link', 'input', 'col', 'wbr', 'area', 'base', 'source']
const PARAGRAPHS: readonly string[] = [
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'table',
  'blockquote',
  'pre',
]
const LINES: readonly string[] = ['div', 'tr', 'section', 'header', 'footer', 'article', 'center', 'body']
/** Spaces of any width, and characters of none that mails are padded with. */
const SPACES = /(?:\s|\u034f|[\u200b-\u200d\ufeff])+/g

/** Pieces are joined once, at the end: what a stranger wrote must not cost more than its length. */
interface Walk {
  pieces: string[]
  /** Line breaks that are due before the next words; a paragraph has two. */
  breaks: number
  /** What begins the next words: the dash of a list item. */
  lead: string
  /** The element whose content nobody sees, and how many of its name are open. */
  hidden: { name: string; depth: number } | null
  /** The open link, and the number of pieces before it. */
  link: { href: string; from: number } | null
}

/** What a mail reads like without its html: paragraphs, list items, and links with their address in brackets. */
export function htmlToText(html: string): string {
  const walk: Walk = { pieces: [], breaks: 0, lead: '', hidden: null, link: null }
  for (const [token, slash, name, attributes = ''] of html.matchAll(TOKEN)) {
    if (name === undefined) {
      if (!/^<[!?]/.test(token)) write(walk, token)
    } else if (walk.hidden) passHidden(walk, walk.hidden, name.toLowerCase(), slash === '/')
    else if (slash === '/') close(walk, name.toLowerCase())
    else open(walk, name.toLowerCase(), attributes)
  }
  const lines = walk.pieces.join('').split('\n')
  return lines.map((line) => line.replace(/ {2,}/g, ' ').trim()).join('\n')
}

function write(walk: Walk, source: string): void {
  if (walk.hidden) return
  const words = decodeEntities(source).replace(SPACES, ' ')
  if (words === '' || (words === ' ' && walk.breaks > 0)) return
  if (walk.pieces.length > 0) walk.pieces.push('\n'.repeat(walk.breaks))
  walk.pieces.push(walk.lead, words)
  walk.breaks = 0
  walk.lead = ''
}

function open(walk: Walk, name: string, attributes: string): void {
  if (UNSEEN.includes(name) || HIDDEN.test(attribute(attributes, 'style'))) {
    if (!VOID.includes(name)) walk.hidden = { name, depth: 1 }
  } else if (name === 'a') walk.link = { href: attribute(attributes, 'href').trim(), from: walk.pieces.length }
  else if (name === 'img') write(walk, attribute(attributes, 'alt'))
  else if (name === 'br') walk.breaks = Math.min(walk.breaks + 1, 2)
  else if (name === 'li') {
    breakLine(walk, 1)
    walk.lead = '- '
  } else breakAt(walk, name)
}

function close(walk: Walk, name: string): void {
  if (name === 'a') closeLink(walk)
  else if (name === 'td' || name === 'th') write(walk, ' ')
  else if (name === 'li') breakLine(walk, 1)
  else breakAt(walk, name)
}

function passHidden(walk: Walk, hidden: { name: string; depth: number }, name: string, isClosing: boolean): void {
  if (name !== hidden.name) return
  hidden.depth += isClosing ? -1 : 1
  if (hidden.depth === 0) walk.hidden = null
}

function closeLink(walk: Walk): void {
  const { link } = walk
  walk.link = null
  if (!link || !/^(https?:|mailto:)/i.test(link.href)) return
  const words = walk.pieces.slice(link.from).join('').trim()
  const address = link.href.replace(/^mailto:/i, '')
  if (words === '') write(walk, address)
  else if (words !== address && words !== address.replace(/^https?:\/\//, '')) walk.pieces.push(` (${address})`)
}

function breakAt(walk: Walk, name: string): void {
  if (PARAGRAPHS.includes(name)) breakLine(walk, 2)
  else if (LINES.includes(name)) breakLine(walk, 1)
}

/** Where breaks meet, the widest counts. */
function breakLine(walk: Walk, breaks: number): void {
  walk.breaks = Math.max(walk.breaks, breaks)
}

function attribute(attributes: string, name: string): string {
  const match = new RegExp(`(?:^|[\\s/])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes)
  return decodeEntities(match?.[1] ?? match?.[2] ?? match?.[3] ?? '')
}
