import type { Client } from '../../client.js'

/** What a flow notes in storage, so that the next page of this browser can go on. It holds no secret. */
export interface Note {
  /** What was noted last; undefined when that is nothing, or cannot be read. */
  readonly read: () => object | undefined
  readonly write: (content: object) => void
  readonly remove: () => void
}

/** @param name of what is noted; every deployment has notes of its own */
export function createNote({ ports: { storage }, baseUrl }: Client, name: NoteName): Note {
  const key = `wachter_${name}_${new URL(baseUrl).host}`
  return {
    read() {
      try {
        const content: unknown = JSON.parse(storage.get(key) ?? '')
        return typeof content === 'object' && content !== null ? content : undefined
      } catch {
        return undefined
      }
    },
    write: (content) => storage.set(key, JSON.stringify(content)),
    remove: () => storage.remove(key),
  }
}

type NoteName = 'signin' | 'signup' | 'password-reset'

/** Takes away the notes of attempts: the account has come, whichever way was taken in the end. */
export function removeAttemptNotes(client: Client): void {
  for (const name of ['signin', 'signup'] as const) createNote(client, name).remove()
}
