import { describe, expect, it } from 'vitest'
import { asNavigation, withHeaders } from '../../src/server/wrapping'

const personal = new Headers({ 'Cache-Control': 'private, no-store', Vary: 'Cookie' })

describe('withHeaders', () => {
  it('adds to an answer whose headers cannot be changed', () => {
    const answer = withHeaders(Response.redirect('https://app.example/', 302), personal)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('Location')).toBe('https://app.example/')
    expect(answer.headers.get('Vary')).toBe('Cookie')
  })

  it('keeps an answer that is personal out of shared caches, whatever it says itself', () => {
    const answer = withHeaders(new Response('page', { headers: { 'Cache-Control': 'public, max-age=60' } }), personal)
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  })

  it('keeps the cookies and the Vary of the answer', () => {
    const headers = new Headers([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Vary', 'Cookie'],
    ])
    const answer = withHeaders(
      new Response(null, { status: 204, headers: { 'Set-Cookie': 'own=1', Vary: 'Accept' } }),
      headers,
    )
    expect(answer.headers.getSetCookie()).toEqual(['own=1', 'a=1', 'b=2'])
    expect(answer.headers.get('Vary')).toBe('Accept, Cookie')
  })
})

describe('asNavigation', () => {
  it('asks for the page itself, with the headers of the request for its data', () => {
    const sent = new Request('https://app.example/invoices.data', {
      method: 'POST',
      headers: { Cookie: 'a=1', 'Sec-Fetch-Mode': 'cors' },
    })
    const asked = asNavigation(sent, 'https://app.example/invoices')
    expect([asked.method, asked.url]).toEqual(['GET', 'https://app.example/invoices'])
    expect([asked.headers.get('Cookie'), asked.headers.get('Sec-Fetch-Mode')]).toEqual(['a=1', 'navigate'])
  })
})
