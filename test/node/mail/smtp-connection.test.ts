import { describe, expect, it } from 'vitest'
import { SmtpConnection, type SmtpSocket } from '../../../worker/mail/transports/smtp-connection.ts'

const utf8 = new TextEncoder()

/** A server that says these chunks and ends. */
function saying(...chunks: string[]): SmtpSocket {
  return {
    readable: new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(utf8.encode(chunk))
        controller.close()
      },
    }),
    writable: new WritableStream(),
    opened: Promise.resolve(),
    startTls: () => saying('220 under TLS\r\n'),
    close: async () => undefined,
  }
}

describe('the replies of a mail server', () => {
  it('are read wherever the network cuts them', async () => {
    const connection = new SmtpConnection(saying('2', '50-one\r', '\n250-SIZE 1', '\n250 two\r\n354', ' go\r\n'))
    expect(await connection.read()).toEqual({ code: 250, lines: ['one', 'SIZE 1', 'two'] })
    expect(await connection.read()).toEqual({ code: 354, lines: ['go'] })
  })

  it.each([
    ['end too soon', ['250-one\r\n'], 'closed'],
    ['are not SMTP', ['HTTP/1.1 200 OK\r\n'], 'does not speak SMTP'],
    ['never end a line', ['x'.repeat(70_000)], 'does not speak SMTP'],
    ['never end', ['250-again\r\n'.repeat(10_000)], 'does not speak SMTP'],
  ])('that %s are an error', async (_how, chunks, message) => {
    await expect(new SmtpConnection(saying(...chunks)).read()).rejects.toThrow(message)
  })

  it('that came before TLS are not taken for what comes under it', async () => {
    const connection = new SmtpConnection(saying('220 go\r\n250 injected\r\n'))
    await connection.ask('STARTTLS')
    expect(() => connection.startTls()).toThrow('before TLS')
  })
})
