import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const colours = HighlightStyle.define([
  { tag: tags.tagName, color: 'var(--color-note)' },
  { tag: tags.attributeName, color: 'var(--color-soft)' },
  { tag: [tags.string, tags.number], color: 'var(--color-good)' },
  { tag: [tags.brace, tags.keyword, tags.operator], color: 'var(--color-bad)' },
  { tag: tags.variableName, color: 'var(--color-warn)' },
  { tag: tags.comment, color: 'var(--color-faint)' },
])

const look = EditorView.theme({
  '&': { color: 'var(--color-ink)', fontSize: 'var(--text-sm)', backgroundColor: 'var(--color-surface)' },
  '&.cm-focused': { outline: '2px solid var(--color-focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', maxHeight: '34rem' },
  '.cm-content, .cm-gutter': { minHeight: '14rem' },
  '.cm-content': { caretColor: 'var(--color-ink)', padding: '0.5rem 0' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '.cm-gutters': {
    ...{
      backgroundColor: 'var(--color-sunken)',
      color: 'var(--color-faint)',
      borderRight: '1px solid var(--color-line)',
    },
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklab, var(--color-sunken) 60%, transparent)',
  },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in oklab, var(--color-test) 40%, transparent)',
  },
  '.cm-problem': { backgroundColor: 'var(--color-bad-wash)', boxShadow: 'inset 3px 0 var(--color-bad)' },
  '.cm-tooltip': {
    ...{ backgroundColor: 'var(--color-surface)', color: 'var(--color-ink)', borderRadius: 'var(--radius-md)' },
    ...{ border: '1px solid var(--color-line-strong)', boxShadow: 'var(--shadow-float)', overflow: 'hidden' },
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: 'var(--text-xs)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '0.2rem 0.5rem' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--color-ink)', color: 'var(--color-paper)' },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: '0.75' },
  '.cm-completionInfo': {
    maxWidth: '20rem',
    padding: '0.4rem 0.6rem',
    fontFamily: 'var(--font-sans)',
    fontSize: 'var(--text-xs)',
  },
})

export const editorLook = [look, syntaxHighlighting(colours)]
