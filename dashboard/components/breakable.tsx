import { Fragment } from 'react'

/** A dotted name such as an event's type, which may break after its dots and underscores and nowhere else. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[._])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts are the text in its order
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
