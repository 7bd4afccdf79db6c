import type { SmtpConfig } from '../../config-mail.ts'

/** What of a TCP socket an SMTP dialogue needs; the Socket of `cloudflare:sockets` has it. */
export interface SmtpSocket {
  readonly readable: ReadableStream<Uint8Array>
  readonly writable: WritableStream<Uint8Array>
  readonly opened: Promise<unknown>
  /** The same connection under TLS, the certificate checked for the host; this one is of no use any more. */
  startTls(): SmtpSocket
  close(): Promise<void>
}

export type SmtpServer = Pick<SmtpConfig, 'host' | 'port' | 'security'>
export type ConnectSmtp = (server: SmtpServer) => Promise<SmtpSocket>

/** A reply of the server (RFC 5321, 4.2): its code, and the text of each of its lines. */
export interface SmtpReply {
  code: number
  lines: string[]
}

const LF = 10
const MAX_REPLY_BYTES = 64 * 1024
const REPLY_LINE = /^(\d{3})(?:([ -])(.*))?$/

/** One connection, line by line. Every method rejects once the connection is lost or answers what is no SMTP. */
export class SmtpConnection {
  readonly #socket: SmtpSocket
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>
  readonly #decoder = new TextDecoder()
  #unread = new Uint8Array()

  constructor(socket: SmtpSocket) {
    this.#socket = socket
    this.#reader = socket.readable.getReader()
    this.#writer = socket.writable.getWriter()
  }

  /** Sends a line and waits for what the server says to it. */
  async ask(line: string): Promise<SmtpReply> {
    await this.write(`${line}\r\n`)
    return this.read()
  }

  async write(text: string): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(text))
  }

  async read(): Promise<SmtpReply> {
    const lines: string[] = []
    let bytes = 0
    for (;;) {
      const line = await this.#readLine()
      bytes += line.length
      const [, code, mark, text = ''] = REPLY_LINE.exec(line) ?? []
      if (code === undefined || bytes > MAX_REPLY_BYTES) throw new Error('The server does not speak SMTP.')
      lines.push(text)
      if (mark !== '-') return { code: Number(code), lines }
    }
  }

  /** What the server sent before TLS must not be taken for what it says under TLS (RFC 3207, 6): that is refused. */
  startTls(): SmtpConnection {
    if (this.#unread.length > 0) throw new Error('The server said more than it may before TLS.')
    this.#reader.releaseLock()
    this.#writer.releaseLock()
    return new SmtpConnection(this.#socket.startTls())
  }

  async #readLine(): Promise<string> {
    for (;;) {
      const end = this.#unread.indexOf(LF)
      if (end >= 0) {
        const line = this.#decoder.decode(this.#unread.subarray(0, end))
        this.#unread = this.#unread.slice(end + 1)
        return line.replace(/\r$/, '')
      }
      if (this.#unread.length > MAX_REPLY_BYTES) throw new Error('The server does not speak SMTP.')
      const { value, done } = await this.#reader.read()
      if (done) throw new Error('The server closed the connection.')
      this.#unread = joined(this.#unread, value)
    }
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
