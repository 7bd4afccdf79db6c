/** The classes of a link inside text or values: underlined, so that colour is not its only sign. */
export const TEXT_LINK = 'underline decoration-line-strong underline-offset-3 hover:text-ink hover:decoration-ink'
