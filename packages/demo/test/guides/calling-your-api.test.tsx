// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { type Client, createAuthFetch } from '@wachter/core'
import { createTestClient } from '@wachter/emulator/testing'
import { WachterProvider } from '@wachter/react'
import { decodeJwt } from 'jose'
import type { ReactNode } from 'react'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Api, createApi } from '../../examples/guides/calling-your-api/api.ts'
import * as swr from '../../examples/guides/calling-your-api/swr.tsx'
import * as tanstack from '../../examples/guides/calling-your-api/tanstack-query.tsx'

/** An API that answers with the organization of the token, when the test says so, whether the caller gave up or not. */
function createServer(names: ReadonlyMap<string, string>) {
  const held: { readonly organization: string; readonly answer: () => void }[] = []
  const isLeft = (organization: string) => held.some((one) => one.organization === organization)
  return {
    statuses: [] as number[],
    fetch(this: { readonly statuses: number[] }, input: RequestInfo | URL) {
      const request = new Request(input)
      const claims = decodeJwt(request.headers.get('Authorization')?.replace('Bearer ', '') ?? '')
      const organization = names.get(String(claims.organization)) ?? 'home'
      const status = this.statuses.shift() ?? 200
      return new Promise<Response>((resolve) => {
        held.push({ organization, answer: () => resolve(Response.json({ organization }, { status })) })
      })
    },
    /** Answers the requests of an organization once there is one. */
    async answer(organization: string) {
      await vi.waitFor(() => expect(isLeft(organization)).toBe(true))
      const [first] = held.splice(
        held.findIndex((one) => one.organization === organization),
        1,
      )
      await act(async () => first?.answer())
    },
    isAsked: (organization: string) => vi.waitFor(() => expect(isLeft(organization)).toBe(true)),
  }
}

async function setUp() {
  const { client, world } = await createTestClient({ as: ['grace', 'ada'], organization: 'Acme' })
  onTestFinished(() => client.stop())
  const idOf = (name: string) => world.organization(name).id
  const server = createServer(new Map(['Acme', 'Globex'].map((name) => [idOf(name), name])))
  const api = createApi(client, (input) => server.fetch(input as Request))
  const enter = (name: string) => act(() => client.switchOrganization(idOf(name)))
  return { client, world, server, api, idOf, enter }
}

interface Place {
  readonly organization: string
}

interface Found {
  readonly data?: Place | undefined
  readonly error: unknown
}

const Shown = ({ found: { data, error }, again }: { found: Found; again: () => unknown }) => (
  <button type="button" onClick={() => again()}>
    {data ? `data of ${data.organization}` : error ? 'failed' : 'nothing yet'}
  </button>
)

const caches: Readonly<Record<string, (client: Client, api: Api) => ReactNode>> = {
  'TanStack Query': (client, api) => {
    const Page = () => {
      const found = tanstack.useApi<Place>(api, '/place')
      return <Shown found={found} again={found.refetch} />
    }
    return (
      <QueryClientProvider client={tanstack.createQueryClient(client)}>
        <Page />
      </QueryClientProvider>
    )
  },
  SWR: (_client, api) => {
    const Page = () => {
      const found = swr.useApi<Place>(api, '/place')
      return <Shown found={found} again={found.mutate} />
    }
    return (
      <swr.ContextCache>
        <Page />
      </swr.ContextCache>
    )
  },
}

describe.each(Object.keys(caches))('with %s', (name) => {
  const show = async () => {
    const stage = await setUp()
    const seen: string[] = []
    const page = render(
      <WachterProvider client={stage.client}>{caches[name]?.(stage.client, stage.api)}</WachterProvider>,
    )
    const observer = new MutationObserver(() => seen.push(shown() ?? ''))
    observer.observe(page.container, { subtree: true, childList: true, characterData: true })
    onTestFinished(() => {
      observer.disconnect()
      page.unmount()
    })
    const shown = () => screen.getByRole('button').textContent
    const shows = (text: string) => vi.waitFor(() => expect(shown()).toBe(text))
    return { ...stage, shown, shows, seen }
  }

  test('the data is that of the present context', async () => {
    const { server, shown, shows, enter } = await show()
    await server.answer('Acme')
    await shows('data of Acme')
    await enter('Globex')
    expect(shown()).toBe('nothing yet')
    await server.answer('Globex')
    await shows('data of Globex')
  })

  test('a late answer of the old context does not appear, nor after the way back', async () => {
    const { server, shown, shows, seen, enter } = await show()
    await server.isAsked('Acme')
    await enter('Globex')
    await server.answer('Globex')
    await shows('data of Globex')
    await server.answer('Acme')
    await enter('Acme')
    expect(shown()).toBe('nothing yet')
    await server.isAsked('Acme')
    expect(seen.filter((text) => text !== 'nothing yet')).toEqual(['data of Globex'])
    await server.answer('Acme')
    await shows('data of Acme')
  })

  test('an answer of the new context to a question of the old one is not kept for the old one', async () => {
    const { client, world, server, shown, shows, idOf, enter } = await show()
    await server.answer('Acme')
    await shows('data of Acme')
    client.invalidateTokens()
    const fault = world.faults.add({ path: '/session/switch-organization', hold: true, once: true })
    const entering = client.switchOrganization(idOf('Globex'))
    await fault.held()
    // Its token comes after the switch.
    screen.getByRole('button').click()
    fault.release()
    await act(() => entering)
    await server.answer('Globex')
    await enter('Acme')
    expect(shown()).toBe('nothing yet')
    await server.answer('Acme')
    await shows('data of Acme')
  })

  test('nothing remains after a sign-out', async () => {
    const { client, server, shown, shows } = await show()
    await server.answer('Acme')
    await shows('data of Acme')
    await act(() => client.signOut())
    expect(shown()).toBe('nothing yet')
  })

  test('another account sees nothing of the first one', async () => {
    const { client, server, shown, shows } = await show()
    await server.answer('Acme')
    await shows('data of Acme')
    const grace = client.$signIns.get().find(({ user }) => user?.username === 'grace')
    await act(() => client.switchSignIn(grace?.id ?? ''))
    expect(shown()).toBe('nothing yet')
    await server.answer('home')
    await shows('data of home')
  })
})

test('a refusal of the API signs nobody out', async () => {
  const { client, server, api } = await setUp()
  server.statuses.push(401)
  const failed = api('/place').catch((error: unknown) => error)
  await server.answer('Acme')
  expect(await failed).toMatchObject({ message: 'HTTP 401' })
  expect(client.$state.get().status).toBe('signed-in')
})

test('a session that has ended is noticed by a refusal of the API', async () => {
  const { client, world, server, api } = await setUp()
  await client.getToken()
  world.revokeSignIn(client.$activeSignIn.get()?.id ?? '')
  server.statuses.push(401)
  const failed = api('/place').catch((error: unknown) => error)
  await server.answer('Acme')
  await failed
  expect(client.$state.get().status).toBe('signed-out')
})

test('no other origin gets the token', async () => {
  const { client } = await setUp()
  const sent: Request[] = []
  const fetch: typeof globalThis.fetch = async (input) => {
    sent.push(input as Request)
    return Response.json({})
  }
  await createAuthFetch(client, { origins: ['https://api.example.com'], fetch })('https://elsewhere.example.com/')
  expect(sent.map((request) => request.headers.has('Authorization'))).toEqual([false])
})
