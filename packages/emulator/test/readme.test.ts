import { readdir, readFile } from 'node:fs/promises'
import { createEmulator } from '@wachter/emulator'
import { describe, expect, test } from 'vitest'
import { readSeed } from '../src/reading/seed'
import { askControl } from './ask-control'

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8')
const readme = await read('../README.md')
const { routes } = (await askControl(createEmulator(), 'GET', '')).body as { routes: string[] }

/** `POST /users/:/disable`: the README may name what differs as it likes. */
const withoutNames = (route: string) => route.replace(/:\w+/g, ':').replace(/ \/__emulator(?=\/)/, ' ')
const documented = new Set(
  [...readme.matchAll(/`((?:GET|POST|DELETE) \/[\w:/-]*)/g)].map(([, route = '']) => withoutNames(route)),
)

test.each(routes)('the README names the control route %s', (route) => {
  expect(documented).toContain(withoutNames(route))
})

test('the table of control routes has no row of a route that is not there', () => {
  const [, section = ''] = readme.split('## Changing the world\n')
  const [table = ''] = section.split('\n## ')
  const named = [...table.matchAll(/`((?:GET|POST|DELETE) \/[\w:/-]*)/g)].map(([, route = '']) => withoutNames(route))
  expect(routes.map(withoutNames)).toEqual(expect.arrayContaining(named))
})

const seed = '../examples/seed.json'

test('the README shows the seed as it is read', async () => {
  const text = await read(seed)
  expect(readme).toContain(`\`\`\`json\n${text}\`\`\`\n`)
  const { world } = createEmulator({ seed: readSeed(JSON.parse(text)) })
  expect(world.workspaceMembership('mary', 'Printers').roleIds).toHaveLength(1)
  expect(world.totpCode('edith@example.com')).toMatch(/^\d{6}$/)
})

describe('the README names every field of', () => {
  /** The fields there are, as the error about one that is not there lists them. */
  const fieldsAt = (wrong: unknown): string[] => {
    try {
      readSeed(wrong)
    } catch (error) {
      return String(error).split(', but ')[1]?.split(', ') ?? []
    }
    return []
  }
  const x = 'x'
  test.each([
    ['a seed', { x }],
    ['a user', { users: [{ x }] }],
    ['an organization', { users: [], organizations: [{ name: x, x }] }],
    ['a template', { users: [], templates: [{ x }] }],
    ['a person at a provider', { users: [], providerPeople: [{ x }] }],
    ['a notification', { users: [], notifications: [{ title: x, x }] }],
    ['an enterprise connection', { users: [], enterpriseConnections: [{ x }] }],
  ])('%s', (_, wrong) => {
    const [, section = ''] = readme.split('## A seed of yours\n')
    const names = fieldsAt(wrong)
    expect(names.length).toBeGreaterThan(2)
    expect(names.filter((name) => !section.includes(`\`${name}\``) && !section.includes(`"${name}"`))).toEqual([])
  })
})

const storybook = '../../demo/examples/storybook/'
/** The types of Storybook, and the component of the stories, which is that of a guide. */
const surroundings = ['storybook.d.ts', 'greeting.ts']
const examples = (await readdir(new URL(storybook, import.meta.url))).filter((name) => !surroundings.includes(name))

test.each(examples)('the README shows %s as a test renders it in Storybook', async (name) => {
  expect(readme).toContain(`\`\`\`${name.split('.').at(-1)}\n${await read(storybook + name)}\`\`\`\n`)
})
