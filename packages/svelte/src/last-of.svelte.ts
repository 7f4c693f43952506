/**
 * Keeps the last value that was not missing, for children that leave after their condition is false, for example when an
 * outro ends.
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
