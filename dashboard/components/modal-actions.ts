/** The buttons at the end of a dialog: they stay in sight where the dialog is taller than the window. */
export const MODAL_ACTIONS =
  'sticky bottom-0 flex flex-wrap justify-end gap-2 border-t border-line bg-surface px-4 py-3'
