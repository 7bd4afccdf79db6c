import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the mail server of serve-smtp.ts listens. */
    smtpPort: number
  }
}
