/** The name once more, whatever its case and the blanks around it. */
export function isConfirmed(typed: string, name: string): boolean {
  const plain = (text: string) => text.trim().replace(/\s+/g, ' ').toLowerCase()
  return plain(name) !== '' && plain(typed) === plain(name)
}
