import { expect, test, vi } from 'vitest'
import { createNameSearch } from '../../../src/tenancy/lists/name-search.js'

const rows = Array.from({ length: 10_000 }, (_, index) => ({ name: `Organization ${index}` }))

test('reads ten thousand names once, however often it is asked', () => {
  const nameOf = vi.fn(({ name }: { readonly name: string }) => name)
  const { search, found } = createNameSearch(nameOf)
  for (const text of ['99', '999', '9999', 'ORGANIZATION 9999 ']) {
    search(text)
    expect(found(rows)).toBe(found(rows))
  }
  expect(found(rows)).toEqual([rows[9_999]])
  expect(nameOf).toHaveBeenCalledTimes(10_000)
})

test('shows all rows themselves without a text, and undefined for none yet', () => {
  const { search, found, text } = createNameSearch(({ name }: { readonly name: string }) => name)
  expect(found(rows)).toBe(rows)
  search('  ')
  expect(text()).toBe('')
  expect(found(rows)).toBe(rows)
  expect(found(undefined)).toBeUndefined()
})

test('searches other rows at once', () => {
  const { search, found } = createNameSearch(({ name }: { readonly name: string }) => name)
  search('7')
  found(rows)
  expect(found([{ name: '17' }, { name: '18' }])).toEqual([{ name: '17' }])
})
