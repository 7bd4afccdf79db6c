import { autocompletion, type CompletionContext, closeBrackets, startCompletion } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { Annotation, EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { editorLook } from './editor-look.ts'
import { liquidSuggestions } from './liquid-completion.ts'
import { liquidLanguage } from './liquid-language.ts'

export interface Editor {
  text(): string
  setText(text: string): void
  /** Marks a line as wrong; null marks none. */
  mark(line: number | null): void
  /** Puts the cursor there and scrolls to it. */
  go(line: number, column: number): void
  focus(): void
  destroy(): void
}

interface EditorOptions {
  text: string
  label: string
  describedBy: string | null
  onChange: (text: string) => void
}

/** A text that comes from outside, which need not be told there again. */
const told = Annotation.define<boolean>()
const setProblem = StateEffect.define<number | null>()

const problem = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { changes, effects, state }) {
    for (const effect of effects) if (effect.is(setProblem)) return marked(state, effect.value)
    return marks.map(changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

function marked(state: EditorState, line: number | null): DecorationSet {
  if (line === null || line > state.doc.lines) return Decoration.none
  return Decoration.set([Decoration.line({ class: 'cm-problem' }).range(state.doc.line(line).from)])
}

function complete(context: CompletionContext) {
  const line = context.state.doc.lineAt(context.pos)
  const found = liquidSuggestions(line.text.slice(0, context.pos - line.from), context.explicit)
  return found && { from: line.from + found.from, options: found.options, validFor: /^[\w.-]*$/ }
}

/** `{{` opens the list at once, and its end is written along. */
const openAtBraces = EditorView.inputHandler.of((view, from, to, text) => {
  if (text !== '{' || view.state.sliceDoc(from - 1, from) !== '{') return false
  const after = view.state.sliceDoc(to, to + 1) === '}' ? to + 1 : to
  view.dispatch({
    changes: { from, to: after, insert: '{  }}' },
    selection: { anchor: from + 2 },
    userEvent: 'input.type',
  })
  startCompletion(view)
  return true
})

function extensions({ label, describedBy, onChange }: EditorOptions): Extension[] {
  return [
    ...[lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), drawSelection(), history()],
    ...[EditorView.lineWrapping, liquidLanguage, editorLook, problem, openAtBraces, closeBrackets()],
    autocompletion({ override: [complete], icons: false }),
    // Tab leads on: who uses the keyboard must get out again.
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.contentAttributes.of({
      ...{ 'aria-label': label, tabindex: '0', spellcheck: 'false', autocapitalize: 'off' },
      ...(describedBy && { 'aria-describedby': describedBy }),
    }),
    EditorView.updateListener.of((update) => {
      const isTold = update.transactions.some((transaction) => transaction.annotation(told))
      if (update.docChanged && !isTold) onChange(update.state.doc.toString())
    }),
  ]
}

/** An editor within a shadow root: there its styles are a sheet of the page's own, which our policy allows. */
export function createEditor(root: ShadowRoot, options: EditorOptions): Editor {
  const state = EditorState.create({ doc: options.text, extensions: extensions(options) })
  const view = new EditorView({ state, root, parent: root })
  return {
    text: () => view.state.doc.toString(),
    setText(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: told.of(true) })
    },
    mark: (line) => view.dispatch({ effects: setProblem.of(line) }),
    go(line, column) {
      const { from, to } = view.state.doc.line(Math.min(line, view.state.doc.lines))
      const anchor = Math.min(from + column - 1, to)
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
      view.focus()
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}
