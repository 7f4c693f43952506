import type { Client } from '../../client.js'
import { isObject } from '../../json.js'

/** A flow's note in storage, so that the next page of this browser can go on. It contains no secret. */
export interface Note {
  /** The last content; undefined if there is none, or it is malformed. */
  readonly read: () => object | undefined
  readonly write: (content: object) => void
  readonly remove: () => void
}

/** @param name of the note; every deployment has its own notes */
export function createNote({ ports: { storage }, baseUrl }: Client, name: NoteName): Note {
  const key = `wachter_${name}_${new URL(baseUrl).host}`
  return {
    read() {
      try {
        const content: unknown = JSON.parse(storage.get(key) ?? '')
        return isObject(content) ? content : undefined
      } catch {
        return undefined
      }
    },
    write: (content) => storage.set(key, JSON.stringify(content)),
    remove: () => storage.remove(key),
  }
}

type NoteName = 'signin' | 'signup' | 'password-reset'

/** Removes the notes of attempts: an account is signed in, whichever way it was. */
export function removeAttemptNotes(client: Client): void {
  for (const name of ['signin', 'signup'] as const) createNote(client, name).remove()
}
