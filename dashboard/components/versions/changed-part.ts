/** A part of what a person writes, as it was and as it is. */
export interface ChangedPart {
  label: string
  before: string
  after: string
}
