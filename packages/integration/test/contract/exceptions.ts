/** The endpoints that no function of ours calls, and who does. */
export const exceptions: Readonly<Record<string, string>> = {
  'GET /.well-known/meta': 'the hosted pages',
  'GET /.well-known/jwk': 'nobody: `jwks.json` has the same key',
  'ANY /auth/sso/callback': 'identity providers, through the browser (SAML)',
  'GET /auth/sso/oidc/callback': 'identity providers, through the browser (OIDC)',
  'GET /auth/sso/metadata': 'identity providers (SAML)',
  'POST /captcha/challenge': "the captcha's own script",
  'POST /captcha/redeem': "the captcha's own script",
  'GET /ai/session': "the vendor's other products",
  'GET /webhook/session': "the vendor's other products",
  'GET /api-auth/session': "the vendor's other products",
  'GET /__uploads/:id': 'browsers, for the pictures that the API names',
}
