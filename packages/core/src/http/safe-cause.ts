/** Causes of causes followed; deeper ones are left out. */
const maxCauses = 3

/** Shorter texts are words like `me` or `1`, not secrets; to hide them would hide the sentence. */
const minSecretLength = 6

/**
 * What was thrown, as the cause of an error of ours: its name, its words and its own cause. Words that hold an address or a
 * secret, in whatever spelling, are left out; so is everything else, since a `Request` or a `URL` in it would tell, too.
 *
 * @param secrets the host asked, and what the address of the request carries: dev session, tickets, codes
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
  // A secret of several words.
  return tells(left) ? '…' : left
}

/** In lower case, with every percent encoding undone, however often it was applied. */
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
