/** Finds rows by a part of their names, here. Large lists stay cheap: it works again only for other rows or another text. */
export function createNameSearch<Row>(nameOf: (row: Row) => string) {
  let text = ''
  const namesOf = onceFor((rows: readonly Row[]) => rows.map((row) => nameOf(row).toLowerCase()))
  const found = onceFor((rows: readonly Row[], wanted: string) => {
    const names = namesOf(rows)
    return wanted ? rows.filter((_, index) => names[index]?.includes(wanted)) : rows
  })
  return {
    text: () => text,
    search(wanted: string) {
      text = wanted.trim()
    },
    found: (rows: readonly Row[] | undefined) => rows && found(rows, text.toLowerCase()),
  }
}

/** Returns the same result for the same arguments as in the call before. */
export function onceFor<Input extends readonly unknown[], Result>(work: (...input: Input) => Result) {
  let last: { readonly input: Input; readonly result: Result } | undefined
  return (...input: Input): Result => {
    if (!last?.input.every((one, index) => Object.is(one, input[index]))) last = { input, result: work(...input) }
    return last.result
  }
}
