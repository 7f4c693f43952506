/**
 * Keeps what was read last while there is something to read. For the children of a gate, which may leave after the gate
 * has closed, when an outro has ended for example.
 */
export function lastOf<T>(read: () => T | null | undefined): { readonly current: T | undefined } {
  let last: T | undefined
  const current = $derived.by(() => {
    last = read() ?? last
    return last
  })
  return {
    get current() {
      return current
    },
  }
}
