import { StreamLanguage, type StringStream } from '@codemirror/language'

interface State {
  /** What the text before has opened. */
  within: 'text' | 'output' | 'tag' | 'element' | 'comment'
  /** An element is gone back to after Liquid within it. */
  around: 'text' | 'element'
  /** The next word is the name of a tag or a filter. */
  named: boolean
}

const KEYWORD = /^(?:and|or|not|contains|in|with|as|for|true|false|nil|blank|empty)\b/

/** Liquid within HTML, as far as colours need it. */
export const liquidLanguage = StreamLanguage.define<State>({
  name: 'liquid',
  startState: () => ({ within: 'text', around: 'text', named: false }),
  token(stream, state) {
    if (state.within === 'comment') return comment(stream, state)
    if (state.within === 'output' || state.within === 'tag') return liquid(stream, state)
    const opened = stream.match(/^\{\{-?/) ? 'output' : stream.match(/^\{%-?/) ? 'tag' : null
    if (opened) {
      state.around = state.within
      state.within = opened
      state.named = opened === 'tag'
      return 'brace'
    }
    return state.within === 'element' ? element(stream, state) : text(stream, state)
  },
  languageData: { commentTokens: { block: { open: '<!--', close: '-->' } } },
})

function text(stream: StringStream, state: State): string | null {
  if (stream.match('<!--')) {
    state.within = 'comment'
    return comment(stream, state)
  }
  if (stream.match(/^<\/?[A-Za-z][\w:-]*/)) {
    state.within = 'element'
    return 'tagName'
  }
  stream.next()
  stream.eatWhile(/[^<{]/)
  return null
}

function comment(stream: StringStream, state: State): string {
  if (stream.match(/^.*?-->/)) state.within = 'text'
  else stream.skipToEnd()
  return 'comment'
}

function element(stream: StringStream, state: State): string | null {
  if (stream.match(/^\/?>/)) {
    state.within = 'text'
    return 'tagName'
  }
  if (stream.match(/^"[^"{]*"?|^'[^'{]*'?/)) return 'string'
  if (stream.match(/^[A-Za-z_:][\w:.-]*/)) return 'attributeName'
  stream.next()
  return null
}

function liquid(stream: StringStream, state: State): string | null {
  if (stream.match(/^-?(?:\}\}|%\})/)) {
    state.within = state.around
    return 'brace'
  }
  if (stream.eatSpace()) return null
  if (stream.match(/^"[^"]*"|^'[^']*'/)) return 'string'
  if (stream.match(/^-?\d+(?:\.\d+)?/)) return 'number'
  if (stream.eat('|')) {
    state.named = true
    return 'operator'
  }
  if (state.named && stream.match(/^\w+/)) {
    state.named = false
    return 'keyword'
  }
  if (stream.match(KEYWORD)) return 'keyword'
  if (stream.match(/^[A-Za-z_][\w.-]*/)) return 'variableName'
  stream.next()
  return null
}
