import { createRemoteJWKSet, jwtVerify } from 'jose'

/** @param api address of the Frontend API, for example `https://frontend.example.com` */
export function createVerifier(api: string) {
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', api), { cacheMaxAge: 300_000 })
  return async (token: string) => {
    const { payload } = await jwtVerify(token, keys, {
      issuer: api,
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'sub', 'sid'],
      clockTolerance: 5,
    })
    return payload
  }
}
