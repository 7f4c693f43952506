/** How many nested causes are kept; deeper ones are dropped. */
const maxCauses = 3

/** Shorter texts are words like `me` or `1`, not secrets; hiding them would hide the sentence. */
const minSecretLength = 6

/**
 * Makes a safe cause of a thrown value: its name, its message and its own cause. Words with a URL or a secret, in any
 * encoding, are removed. Other fields are dropped, because a `Request` or a `URL` in them would leak the same.
 *
 * @param secrets the host, and what the URL of the request contains: dev session, tickets, codes
 */
export function safeCause(thrown: unknown, secrets: readonly string[], depth = 0): unknown {
  const hidden = secrets.filter((secret) => secret.length >= minSecretLength).map(spelledOut)
  const safe = (text: unknown) => withoutSecrets(String(text), hidden)
  if (!(thrown instanceof Error)) return safe(thrown)
  const { name, message, cause } = thrown
  const isCauseKept = cause !== undefined && depth < maxCauses
  const copy = new Error(safe(message), { cause: isCauseKept ? safeCause(cause, secrets, depth + 1) : undefined })
  const code: unknown = Reflect.get(thrown, 'code')
  return Object.assign(copy, { name: safe(name) }, typeof code === 'string' && { code: safe(code) })
}

const address = /\/\/|\?\S*=|__dev_session__/

function withoutSecrets(text: string, hidden: readonly string[]): string {
  const tells = (part: string) => hidden.some((secret) => spelledOut(part).includes(secret))
  const left = text.replace(/\S+/g, (word) => (address.test(spelledOut(word)) || tells(word) ? '…' : word))
  // A secret may contain spaces.
  return tells(left) ? '…' : left
}

/** Lower case, percent-decoded as often as it was encoded. */
function spelledOut(text: string): string {
  let plain = text.toLowerCase()
  for (let round = 0; round < 5 && plain.includes('%'); round++) {
    plain = plain.replace(/(%[0-9a-f]{2})+/g, (encoded) => {
      try {
        return decodeURIComponent(encoded).toLowerCase()
      } catch {
        return encoded
      }
    })
  }
  return plain
}
