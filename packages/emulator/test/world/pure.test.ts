import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const world = fileURLToPath(new URL('../../src/world', import.meta.url))
const machine =
  /\b(?:Date\.now|new Date\(\)|performance|Math\.random|crypto|setTimeout|setInterval|fetch|process|console)\b/

test('the world asks the machine for nothing: neither the time nor random numbers', () => {
  const files = readdirSync(world, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  expect(files).toContain(join('access', 'codes.ts'))
  expect(files.filter((file) => machine.test(readFileSync(join(world, file), 'utf8')))).toEqual([])
})
