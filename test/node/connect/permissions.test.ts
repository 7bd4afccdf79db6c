import { describe, expect, it } from 'vitest'
import { createKeyUrl, PERMISSIONS } from '../../../worker/connect/permissions.ts'

describe('the page for a new restricted key', () => {
  it('is Stripe’s own, of the right mode, with every box ticked', () => {
    const url = new URL(createKeyUrl('test', null))
    expect(url.origin + url.pathname).toBe('https://dashboard.stripe.com/test/apikeys/create')
    expect(new URL(createKeyUrl('live', null)).pathname).toBe('/apikeys/create')
    const ticked = PERMISSIONS.map((_, at) => url.searchParams.get(`permissions[${at}]`))
    expect(ticked).toEqual(PERMISSIONS.map(({ name }) => name))
  })

  it('is that of the Stripe that stands in for it, where one does', () => {
    expect(createKeyUrl('live', 'http://127.0.0.1:12111')).toContain('http://127.0.0.1:12111/apikeys/create?')
  })
})
