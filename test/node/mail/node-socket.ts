import { connect, type Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { ConnectSmtp, SmtpSocket } from '../../../worker/mail/transports/smtp-connection.ts'

/** Sockets of Node in the shape of the runtime's, which trusts no certificate that a test could make. */
export const connectByNode: ConnectSmtp = async ({ host, port, security }) =>
  security === 'tls' ? shaped(connectTls({ host, port, rejectUnauthorized: false })) : shaped(connect({ host, port }))

function shaped(socket: Socket | TLSSocket): SmtpSocket {
  const { readable, writable } = Duplex.toWeb(socket)
  // A pair of streams reads ahead: the socket is handed to TLS without them.
  return {
    readable: readable as ReadableStream<Uint8Array>,
    writable: writable as WritableStream<Uint8Array>,
    opened: new Promise((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    }),
    startTls: () => shaped(connectTls({ socket, rejectUnauthorized: false })),
    close: async () => {
      socket.destroy()
    },
  }
}
