import { seededRandom } from '@wachter/testing/seeded-random'
import { describe, expect, test } from 'vitest'
import { withDevSession } from '../../../src/flows/hosted-pages/redirects.js'
import {
  allowedRedirect,
  frontendOrigin,
  type RedirectRules,
  redirectAfterSignIn,
  redirectAfterSignOut,
  redirectAfterSignUp,
} from '../../../src/flows/index.js'
import { aDeployment, oddDeployments } from '../deployment/deployments.js'

const frontend = 'https://accounts.example.com'
const page = 'https://app.example.net/inside/page?x=1#y'
const production: RedirectRules = { mode: 'production', frontendOrigin: frontend, page }
const staging: RedirectRules = { mode: 'staging', frontendOrigin: frontend, page }
const onFrontend: RedirectRules = { ...production, page: `${frontend}/sign-in` }

describe('where the hosted pages are', () => {
  test.each([
    ['https://label.fapi.trywacht.xyz', 'https://label.accounts.trywacht.xyz'],
    ['https://frontend.example.com', 'https://accounts.example.com'],
    ['https://frontend.example.co.uk', 'https://accounts.example.co.uk'],
    ['https://api.example.com', 'https://api.accounts.example.com'],
    ['http://localhost:4747', 'http://localhost:4747'],
    ['http://127.0.0.1:4747', 'http://127.0.0.1:4747'],
    ['http://[::1]:4747', 'http://[::1]:4747'],
    ['http://frontend.localhost:4747', 'http://accounts.localhost:4747'],
    ['https://localhost', 'https://localhost'],
  ])('%s has them at %s while nothing is loaded', (baseUrl, origin) => {
    expect(frontendOrigin(baseUrl)).toBe(origin)
  })

  test.each([
    ['https://frontend.example.com', 'Login.Example.com', 'https://login.example.com'],
    ['https://frontend.example.com', 'login.example.com:8443', 'https://login.example.com:8443'],
    ['http://localhost:4747', 'localhost:4848', 'http://localhost:4848'],
    ['http://localhost:4747', 'localhost', 'http://localhost'],
    ['http://localhost:4747', 'label.accounts.trywacht.xyz', 'https://label.accounts.trywacht.xyz'],
    ['https://frontend.example.com', 'localhost:4848', 'https://localhost:4848'],
  ])('beside %s, the host %s is at %s', (baseUrl, frontendHost, origin) => {
    expect(frontendOrigin(baseUrl, aDeployment({ frontendHost }))).toBe(origin)
  })

  test.each([
    '',
    ' ',
    'https://evil.example',
    'evil.example/path',
    'user@evil.example',
    'evil.example?x',
    'evil.example#x',
    'evil.example\\x',
    'evil .example',
    'evil\n.example',
    '%',
    '[',
  ])('%j is no host', (frontendHost) => {
    expect(frontendOrigin('https://frontend.example.com', aDeployment({ frontendHost }))).toBe(frontend)
  })

  test.each(oddDeployments.filter(([name]) => !name.includes('yes') && !name.includes('true')))(
    'nothing throws: %s',
    (_, deployment) => {
      expect(frontendOrigin('https://frontend.example.com', deployment)).toBe(frontend)
    },
  )
})

describe('who may be sent where', () => {
  test.each([
    ['https://accounts.example.com', 'https://accounts.example.com/'],
    ['https://accounts.example.com/a?b=%20c#d', 'https://accounts.example.com/a?b=%20c#d'],
    ['https://team.accounts.example.com/a', 'https://team.accounts.example.com/a'],
    ['https://a.b.accounts.example.com/', 'https://a.b.accounts.example.com/'],
    ['HTTPS://ACCOUNTS.EXAMPLE.COM/A', 'https://accounts.example.com/A'],
    ['https:\\\\accounts.example.com\\a', 'https://accounts.example.com/a'],
    ['  https://accounts.example.com/a \n', 'https://accounts.example.com/a'],
    ['ht\ntps://accounts.exa\tmple.com/a', 'https://accounts.example.com/a'],
    ['https://accounts.example.com:443/a', 'https://accounts.example.com/a'],
    ['https://accounts。example。com/a', 'https://accounts.example.com/a'],
    ['https://accounts.example.com/%0d%0aSet-Cookie:x', 'https://accounts.example.com/%0d%0aSet-Cookie:x'],
    ['https://accounts.example.com/@evil.example', 'https://accounts.example.com/@evil.example'],
    ['https://accounts.example.com/?q=a|b', 'https://accounts.example.com/?q=a%7Cb'],
    // These look like more than they are: the browser stays on the frontend host.
    ['https://accounts.example.com?@evil.example', 'https://accounts.example.com/?@evil.example'],
    ['https://accounts.example.com#@evil.example', 'https://accounts.example.com/#@evil.example'],
    ['https://accounts.example.com\\@evil.example', 'https://accounts.example.com/@evil.example'],
    ['https://evil.example．accounts.example.com/', 'https://evil.example.accounts.example.com/'],
  ])('production takes %j', (candidate, result) => {
    expect(allowedRedirect(candidate, production)).toBe(result)
  })

  test.each([
    'https://app.example.net/',
    'https://app.example.com/',
    'https://example.com/',
    'http://accounts.example.com/',
    'https://accounts.example.com:8443/',
    'https://accounts.example.com./',
    'https://.accounts.example.com/',
    'https://a..accounts.example.com/',
    'https://accounts.example.com.evil.example/',
    'https://accounts.example.com。evil.example/',
    'https://evilaccounts.example.com/',
    'https://evil-accounts.example.com/',
    'https://accounts-example.com/',
    'https://accountsxexample.com/',
    'https://accounts.example.comevil',
    'https://evil.example/accounts.example.com',
    'https://evil.example/@accounts.example.com',
    'https://evil.example\\@accounts.example.com',
    'https://evil.example\\.accounts.example.com',
    'https://evil.example#@accounts.example.com',
    'https://evil.example?.accounts.example.com',
    'https://evil.example\t/.accounts.example.com',
    'https:///evil.example',
    '/inside',
    '/inside?redirect_uri=https://accounts.example.com',
  ])('production refuses %j', (candidate) => {
    expect(allowedRedirect(candidate, production)).toBeUndefined()
  })

  test.each([
    ['http://localhost:3000/welcome', 'http://localhost:3000/welcome'],
    ['https://anywhere.example/a', 'https://anywhere.example/a'],
    ['HtTpS://anywhere.example', 'https://anywhere.example/'],
    ['http://192.168.1.7:5173/', 'http://192.168.1.7:5173/'],
    ['/outside?a=1', 'https://app.example.net/outside?a=1'],
    ['/../outside', 'https://app.example.net/outside'],
    ['/https://evil.example', 'https://app.example.net/https://evil.example'],
    ['/@evil.example', 'https://app.example.net/@evil.example'],
    ['/%2f/evil.example', 'https://app.example.net/%2f/evil.example'],
  ])('staging takes %j', (candidate, result) => {
    expect(allowedRedirect(candidate, staging)).toBe(result)
  })

  test.each([
    '',
    ' ',
    'undefined',
    'null',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \u0000javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript://accounts.example.com/%0aalert(1)',
    'javascript%3Aalert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://accounts.example.com/1',
    'file:///etc/passwd',
    'ftp://accounts.example.com/',
    'ws://accounts.example.com/',
    'about:blank',
    'mailto:a@accounts.example.com',
    'intent://accounts.example.com/#Intent;end',
    'view-source:https://accounts.example.com',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    ' //evil.example',
    '//accounts.example.com:x',
    'https://',
    'https://%',
    'https://[',
    'https://exa mple.com',
    'https://accounts.example.com:99999/',
    'https://accounts.example.com@evil.example/',
    'https://accounts.example.com:443@evil.example/',
    'https://user@accounts.example.com/',
    'https://user:pass@accounts.example.com/',
    'https://:pass@accounts.example.com/',
    'https://evil.example%00.accounts.example.com/',
    'https://evil.example%2f.accounts.example.com/',
    'https:accounts.example.com',
    'https:/accounts.example.com',
    'https:\\accounts.example.com',
    'http:/evil.example',
    'evil.example',
    'inside/page',
    './inside',
    '?a=1',
    '#a',
    `https://accounts.example.com/${'a'.repeat(3_000)}`,
    `https://accounts.example.com/${'ü'.repeat(1_000)}`,
    'x'.repeat(100_000),
  ])('nobody takes %j', (candidate) => {
    expect(allowedRedirect(candidate, staging)).toBeUndefined()
    expect(allowedRedirect(candidate, production)).toBeUndefined()
    expect(allowedRedirect(candidate, { ...staging, page: undefined })).toBeUndefined()
  })

  test('a hosted page may be told a path of its own', () => {
    expect(allowedRedirect('/me', onFrontend)).toBe('https://accounts.example.com/me')
  })

  test.each([undefined, '', 'about:blank', 'nonsense', 'file:///index.html', 'data:text/html,x'])(
    'a path means nothing on a page at %j',
    (address) => {
      expect(allowedRedirect('/me', { ...staging, page: address })).toBeUndefined()
    },
  )

  test('nobody is put into another session by a redirect', () => {
    const planted = 'https://app.example.net/?a=1&__dev_session__=evil&__dev%5Fsession__=evil'
    expect(allowedRedirect(planted, staging)).toBe('https://app.example.net/?a=1')
  })

  test('beside an emulator at plain http, its pages are at plain http in production too', () => {
    const rules: RedirectRules = { mode: 'production', frontendOrigin: 'http://localhost:4747', page: undefined }
    expect(allowedRedirect('http://localhost:4747/a', rules)).toBe('http://localhost:4747/a')
    expect(allowedRedirect('http://app.localhost:4747/a', rules)).toBe('http://app.localhost:4747/a')
    expect(allowedRedirect('http://localhost:3000/a', rules)).toBeUndefined()
    expect(allowedRedirect('http://evil.example/', rules)).toBeUndefined()
  })

  test('whatever it is given, it gives nothing or an allowed absolute address', () => {
    const random = seededRandom(20_260_115)
    let taken = 0
    for (let round = 0; round < 20_000; round++) {
      const candidate = nastyText(random)
      for (const rules of [production, staging, onFrontend, { ...staging, page: undefined }]) {
        const result = allowedRedirect(candidate, rules)
        if (result === undefined) continue
        taken++
        const url = new URL(result)
        const where = JSON.stringify(candidate)
        expect(url.protocol, where).toMatch(rules.mode === 'staging' ? /^https?:$/ : /^https:$/)
        if (rules.mode === 'production') expect(url.hostname, where).toMatch(/^([^.]+\.)*accounts\.example\.com$/)
        expect([url.username, url.password, url.searchParams.has('__dev_session__')], where).toEqual(['', '', false])
        // What was found allowed once is so again, and means the same.
        expect(allowedRedirect(result, rules), where).toBe(result)
        // Wherever a browser is sent by the candidate itself, it is sent by the result.
        expect(url.origin, where).toBe(new URL(candidate, rules.page).origin)
      }
    }
    expect(taken).toBeGreaterThan(1_000)
  })
})

describe('where people go afterwards', () => {
  const uiSettings = {
    afterSignInRedirectUrl: 'https://app.example.net/in',
    afterSignUpRedirectUrl: 'https://app.example.net/up',
    afterSignOutOnePageUrl: 'https://app.example.net/one',
    afterSignOutAllPageUrl: 'https://app.example.net/all',
  }
  const home = 'https://accounts.example.com/'

  test.each([
    [production, `${home}me`, `${home}me`, `${home}me`],
    [production, 'https://evil.example', home, home],
    [production, undefined, home, home],
    [production, null, home, home],
    [
      { ...production, uiSettings },
      'https://evil.example',
      uiSettings.afterSignInRedirectUrl,
      'https://app.example.net/up',
    ],
    [{ ...production, uiSettings }, `${home}me`, `${home}me`, `${home}me`],
    [{ ...staging, uiSettings }, 'https://else.example/', 'https://else.example/', 'https://else.example/'],
    [{ ...staging, uiSettings }, 'javascript:alert(1)', 'https://app.example.net/in', 'https://app.example.net/up'],
  ])('%j and %j', (rules, candidate, afterSignIn, afterSignUp) => {
    expect(redirectAfterSignIn(candidate, rules)).toBe(afterSignIn)
    expect(redirectAfterSignUp(candidate, rules)).toBe(afterSignUp)
  })

  test.each([
    ['javascript:alert(1)', home, home],
    ['', home, home],
    [undefined, home, home],
    [7, home, home],
    ['//evil.example', home, home],
    ['http://app.example.net/in', home, 'http://app.example.net/in'],
    ['/welcome', 'https://app.example.net/welcome', 'https://app.example.net/welcome'],
  ])('a setting of %j', (afterSignInRedirectUrl, inProduction, inStaging) => {
    const settings = { afterSignInRedirectUrl } as RedirectRules['uiSettings']
    expect(redirectAfterSignIn(undefined, { ...production, uiSettings: settings })).toBe(inProduction)
    expect(redirectAfterSignIn(undefined, { ...staging, uiSettings: settings })).toBe(inStaging)
  })

  test('after a sign-out of one or all they go where the deployment says, or stay', () => {
    expect(redirectAfterSignOut('1', { ...production, uiSettings })).toBe('https://app.example.net/one')
    expect(redirectAfterSignOut(undefined, { ...production, uiSettings })).toBe('https://app.example.net/all')
    expect(redirectAfterSignOut('', { ...production, uiSettings })).toBe('https://app.example.net/all')
    expect(redirectAfterSignOut('1', production)).toBeUndefined()
    const odd = { ...production, uiSettings: { afterSignOutAllPageUrl: 'javascript:alert(1)' } }
    expect(redirectAfterSignOut(undefined, odd)).toBeUndefined()
  })
})

describe('who is handed the session', () => {
  const uiSettings = {
    signInPageUrl: 'https://login.example.net/sign-in',
    afterSignInRedirectUrl: 'http://localhost:3000/welcome',
    afterSignOutOnePageUrl: 'http://plain.example.net/',
    tosPageUrl: 'https://docs.example.org/terms',
    supportPageUrl: 'https://help.example.org/',
  }
  const rules: RedirectRules = { ...staging, uiSettings }

  test.each([
    'https://accounts.example.com/',
    'https://accounts.example.com/sign-in?redirect_uri=x',
    'https://login.example.net/sign-in',
    'http://localhost:3000/elsewhere',
  ])('%s', (address) => {
    const url = new URL(withDevSession(address, 'a secret&=', rules))
    expect(url.searchParams.getAll('__dev_session__')).toEqual(['a secret&='])
    url.searchParams.delete('__dev_session__')
    expect(url.href).toBe(address)
    expect(withDevSession(address, undefined, rules)).toBe(address)
    expect(withDevSession(address, 'secret', { ...rules, mode: 'production' })).toBe(address)
  })

  test.each([
    'https://anywhere.example/',
    'http://accounts.example.com/',
    'https://accounts.example.com:8443/',
    'https://team.accounts.example.com/',
    'https://evil.accounts.example.com.evil.example/',
    'http://localhost:3001/',
    'https://localhost:3000/',
    'http://plain.example.net/',
    'https://docs.example.org/terms',
    'https://help.example.org/',
    page,
  ])('not %s', (address) => {
    expect(withDevSession(address, 'secret', rules)).toBe(address)
  })
})

const pieces = [
  ...['https:', 'http:', 'HTTPS:', 'javascript:', 'data:', 'https://', 'https://', 'https://', 'http://', '//', '/'],
  ...[
    'accounts.example.com',
    'accounts.example.com',
    'evil.example',
    'app.example.net',
    'localhost',
    '[::1]',
    '1.2.3.4',
  ],
  ...['.', '..', '。', '．', ':', ':443', ':8080', '@', 'user:pass@', '\\', '\\\\', '%', '%2f', '%40', '%2e', '%0a'],
  ...['?', '#', '&', '=', '|', '__dev_session__=x', '__dev_session__', '?__dev_session__=x', 'redirect_uri='],
  ...[' ', '\t', '\n', '\r', '\u0000', '\u00ad', '\u200b', '\u202e', '\ud800', 'ß', 'İ', '😀', 'xn--', 'a', '-', '_'],
]

function nastyText(random: () => number): string {
  const length = 1 + Math.floor(random() * 8)
  return Array.from({ length }, () =>
    random() < 0.05 ? String.fromCharCode(Math.floor(random() * 65_536)) : pieces[Math.floor(random() * pieces.length)],
  ).join('')
}
