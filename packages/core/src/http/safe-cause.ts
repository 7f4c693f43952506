/** Causes of causes followed; deeper ones are left out. */
const maxCauses = 3

/** Shorter texts are words like `me` or `1`, not secrets; to hide them would hide the sentence. */
const minSecretLength = 6

/**
 * What was thrown, as the cause of an error of ours: the thing itself where it is harmless. What holds an address or one
 * of the secrets, in whatever spelling, becomes an error of the same name with those words left out.
 *
 * @param secrets the host asked, and everything a request carries: dev session, tickets, codes, passwords
 */
export function safeCause(thrown: unknown, secrets: readonly string[], depth = 0): unknown {
  const hidden = secrets.filter((secret) => secret.length >= minSecretLength).map(spelledOut)
  if (!(thrown instanceof Error)) return withoutSecrets(String(thrown), hidden)
  if (isHarmless(thrown, hidden)) return thrown
  const { name, message, cause } = thrown
  const code: unknown = Reflect.get(thrown, 'code')
  const isCauseKept = cause !== undefined && depth < maxCauses
  const copy = new Error(withoutSecrets(message, hidden), {
    cause: isCauseKept ? safeCause(cause, secrets, depth + 1) : undefined,
  })
  return Object.assign(copy, {
    name: withoutSecrets(name, hidden),
    ...(typeof code === 'string' && { code: withoutSecrets(code, hidden) }),
  })
}

/** Whether an error is nothing but words, and none of them tells. Objects in it, a `Request` or a `URL`, may tell. */
function isHarmless(error: Error, hidden: readonly string[], depth = 0): boolean {
  // What a browser throws has name and message on its prototype.
  return ['name', 'message', ...Reflect.ownKeys(error)].every((key) => {
    const part: unknown = Reflect.get(error, key)
    if (part instanceof Error) return depth < maxCauses && isHarmless(part, hidden, depth + 1)
    if (typeof part === 'object' && part !== null) return false
    const text = String(part)
    // A stack names the app's own files; only its first words are of the error.
    return key === 'stack' ? !tells(text, hidden) : withoutSecrets(text, hidden) === text
  })
}

const tells = (text: string, hidden: readonly string[]): boolean => {
  const plain = spelledOut(text)
  return hidden.some((secret) => plain.includes(secret))
}

const address = /\/\/|\?\S*=|__dev_session__/

function withoutSecrets(text: string, hidden: readonly string[]): string {
  const left = text.replace(/\S+/g, (word) => (address.test(spelledOut(word)) || tells(word, hidden) ? '…' : word))
  // A secret of several words.
  return tells(left, hidden) ? '…' : left
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
