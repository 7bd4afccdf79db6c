import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

interface Chunk {
  code: string
  imports: string[]
  isEntry: boolean
}

/** Prints the gzip size of what the first page must load (entry and static imports); above `limitKb` the build fails. */
export function firstLoadBudget({ limitKb }: { limitKb: number }): Plugin {
  return {
    name: 'billhook:first-load-budget',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = new Map<string, Chunk>()
      for (const [file, output] of Object.entries(bundle)) if (output.type === 'chunk') chunks.set(file, output)
      const kb = gzipKb(firstLoad(chunks).map((chunk) => chunk.code))
      const all = gzipKb([...chunks.values()].map((chunk) => chunk.code))
      console.log(
        `First load ${kb.toFixed(1)} KB gzip of JavaScript (limit ${limitKb}), all pages ${all.toFixed(1)} KB.`,
      )
      if (kb > limitKb)
        this.error(`The first load is ${kb.toFixed(1)} KB gzip, above ${limitKb}: load something lazily.`)
    },
  }
}

function firstLoad(chunks: Map<string, Chunk>): Chunk[] {
  const wanted = [...chunks].filter(([, chunk]) => chunk.isEntry).map(([file]) => file)
  const seen = new Set<string>()
  for (const file of wanted) {
    if (seen.has(file)) continue
    seen.add(file)
    wanted.push(...(chunks.get(file)?.imports ?? []))
  }
  return [...seen].flatMap((file) => chunks.get(file) ?? [])
}

function gzipKb(texts: string[]): number {
  return texts.reduce((sum, text) => sum + gzipSync(text).length, 0) / 1024
}
