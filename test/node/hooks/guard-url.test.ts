import { describe, expect, it } from 'vitest'
import { guardUrl } from '../../../worker/hooks/guard-url.ts'

const production = { ownHosts: ['billhook.example.com', 'billhook.acme.workers.dev'], allowPrivate: false }
const development = { ownHosts: ['localhost:8788', '127.0.0.1:8787'], allowPrivate: true }

describe('in production a webhook', () => {
  it.each([
    'https://example.com',
    'https://example.com:8443/in?token=1#part',
    'https://EXAMPLE.com/',
    'https://bücher.example/',
    'https://localhost.example.com/',
    'https://10.example.com/',
    'https://internal.example/',
    'https://my.locale/',
    'https://other.workers.dev/',
  ])('may go to %s', (address) => {
    expect(guardUrl(address, production)).toMatchObject({ ok: true })
  })

  it.each([
    ['', 'invalid_url'],
    ['example.com', 'invalid_url'],
    ['https://', 'invalid_url'],
    ['https://exa mple.com', 'invalid_url'],
    ['https://1.2.3.4.5', 'invalid_url'],
    [`https://example.com/${'x'.repeat(2_048)}`, 'invalid_url'],
    ['http://example.com', 'not_https'],
    ['http://127.0.0.1', 'not_https'],
    ['ftp://example.com', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['javascript:alert(1)', 'not_https'],
    ['https://user@example.com', 'credentials'],
    ['https://:secret@example.com', 'credentials'],
    ['https://127.0.0.1', 'private_address'],
    ['https://127.1', 'private_address'],
    ['https://0x7f.0.0.1', 'private_address'],
    ['https://0177.0.0.1', 'private_address'],
    ['https://2130706433', 'private_address'],
    ['https://0x7f000001', 'private_address'],
    ['https://127.0.0.1.', 'private_address'],
    ['https://１２７.０.０.１', 'private_address'],
    ['https://%31%32%37.0.0.1', 'private_address'],
    ['https://0.0.0.0', 'private_address'],
    ['https://0', 'private_address'],
    ['https://10.1.2.3', 'private_address'],
    ['https://100.64.0.1', 'private_address'],
    ['https://100.127.255.255', 'private_address'],
    ['https://169.254.169.254', 'private_address'],
    ['https://172.16.0.1', 'private_address'],
    ['https://172.31.255.255', 'private_address'],
    ['https://192.0.0.1', 'private_address'],
    ['https://192.168.1.1', 'private_address'],
    ['https://198.18.0.1', 'private_address'],
    ['https://224.0.0.1', 'private_address'],
    ['https://255.255.255.255', 'private_address'],
    ['https://[::]', 'private_address'],
    ['https://[::1]', 'private_address'],
    ['https://[::ffff:127.0.0.1]', 'private_address'],
    ['https://[::ffff:8.8.8.8]', 'private_address'],
    ['https://[64:ff9b::7f00:1]', 'private_address'],
    ['https://[2002:7f00:1::]', 'private_address'],
    ['https://[2001::1]', 'private_address'],
    ['https://[fc00::1]', 'private_address'],
    ['https://[fd12:3456::1]', 'private_address'],
    ['https://[fe80::1]', 'private_address'],
    ['https://[ff02::1]', 'private_address'],
    ['https://8.8.8.8', 'ip_address'],
    ['https://100.63.0.1', 'ip_address'],
    ['https://172.32.0.1', 'ip_address'],
    ['https://[2606:4700:4700::1111]', 'ip_address'],
    ['https://localhost', 'local_name'],
    ['https://LOCALHOST.', 'local_name'],
    ['https://app.localhost', 'local_name'],
    ['https://printer.local', 'local_name'],
    ['https://metadata.google.internal', 'local_name'],
    ['https://metadata.google.internal.', 'local_name'],
    ['https://nas.home.arpa', 'local_name'],
    ['https://intranet', 'partial_name'],
    ['https://example.com.', 'partial_name'],
    ['https://billhook.example.com/api', 'own_host'],
    ['https://BILLHOOK.example.com:8443/api', 'own_host'],
    ['https://billhook.acme.workers.dev', 'own_host'],
  ])('does not go to %s: %s', (address, reason) => {
    expect(guardUrl(address, production)).toEqual({ ok: false, error: reason })
  })
})

describe('in development a webhook', () => {
  it.each([
    'http://127.0.0.1:3000/in',
    'http://localhost:3000',
    'https://app.localhost',
    'http://[::1]:3000',
    'http://127.1:9',
  ])('may go to loopback: %s', (address) => {
    expect(guardUrl(address, development)).toMatchObject({ ok: true })
  })

  it.each([
    ['http://localhost:8788/api/v1/customers', 'own_host'],
    ['http://127.0.0.1:8787', 'own_host'],
    ['ftp://127.0.0.1', 'not_https'],
    ['http://example.com', 'not_https'],
    ['http://user:secret@localhost:3000', 'credentials'],
    ['https://192.168.1.1', 'private_address'],
    ['https://169.254.169.254', 'private_address'],
    ['https://[::ffff:127.0.0.1]', 'private_address'],
    ['https://printer.local', 'local_name'],
  ])('goes no further than loopback: %s is %s', (address, reason) => {
    expect(guardUrl(address, development)).toEqual({ ok: false, error: reason })
  })
})
