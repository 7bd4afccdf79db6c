import type { LiquidOptions } from 'liquidjs'

/** Layouts and snippets of one mail by name; nothing else can be read. */
export interface Files {
  layouts: Readonly<Record<string, string>>
  snippets: Readonly<Record<string, string>>
}

/** What `{% layout %}` and `{% render %}` find: memory only, layouts apart from snippets. */
export function filesOptions({ layouts, snippets }: Files): LiquidOptions {
  const files = new Map([...pathsOf('layout', layouts), ...pathsOf('snippet', snippets)])
  const read = (path: string): string => files.get(path) ?? ''
  return {
    layouts: ['layout'],
    partials: ['snippet'],
    root: [],
    relativeReference: false,
    fs: {
      exists: async (path) => files.has(path),
      existsSync: (path) => files.has(path),
      readFile: async (path) => read(path),
      readFileSync: read,
      resolve: (folder, name) => `${folder}/${name}`,
      // The engine's analysis of variables looks for layouts among snippets.
      fallback: (name) => `layout/${name}`,
    },
  }
}

function pathsOf(folder: string, files: Readonly<Record<string, string>>): [path: string, source: string][] {
  return Object.entries(files).map(([name, source]) => [`${folder}/${name}`, source])
}
