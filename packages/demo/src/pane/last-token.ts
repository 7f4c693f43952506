import { byTestId, element } from '../element.ts'

/** Shows the claims and the remaining lifetime of the last token that was sent. */
export function createTokenView(): { show: (token: string) => void } {
  const claimsList = byTestId('pane-token-claims')
  const life = byTestId<HTMLProgressElement>('pane-token-life')
  const left = byTestId('pane-token-left')
  let timer: number | undefined

  const show = (token: string) => {
    const claims = claimsOf(token)
    const { permissions = {}, iat = 0, exp = 0 } = claims
    const row = (name: string, value: string) => [
      element('dt', {}, name),
      element('dd', { testId: `pane-token-${name}`, title: value }, value),
    ]
    claimsList.replaceChildren(
      ...row('sub', claims.sub ?? ''),
      ...row('sid', claims.sid ?? ''),
      ...row('organization', claims.organization ?? '–'),
      ...row('workspace', claims.workspace ?? '–'),
      ...row('permissions', Object.values(permissions).flat().join(', ') || '–'),
    )
    const tick = () => {
      const leftS = Math.max(0, Math.ceil(exp - Date.now() / 1_000))
      life.max = exp - iat
      life.value = leftS
      left.textContent = leftS > 0 ? `${leftS} s left of ${exp - iat} s` : 'expired; the next call gets a new one'
      if (leftS === 0) window.clearInterval(timer)
    }
    window.clearInterval(timer)
    timer = window.setInterval(tick, 500)
    tick()
  }
  return { show }
}

interface Claims {
  readonly sub?: string
  readonly sid?: string
  readonly organization?: string
  readonly workspace?: string
  readonly permissions?: Readonly<Record<string, readonly string[]>>
  readonly iat?: number
  readonly exp?: number
}

/** Decodes a token without verifying it. */
function claimsOf(token: string): Claims {
  const [, payload = ''] = token.split('.')
  const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes))
}
