import { describe, expect, test } from 'vitest'
import { refusal, visitAcme } from '../../visit-acme'

const png = new File([new Uint8Array([137, 80, 78, 71])], 'logo.png', { type: 'image/png' })

function multipart(fields: Record<string, string | File>): RequestInit {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return { body }
}

describe.each(['organization', 'workspace'] as const)('the image of an %s', (kind) => {
  async function visitPlace() {
    const room = await visitAcme()
    const { visitor, acme, engineering, world, emulator } = room
    const path = kind === 'organization' ? acme : engineering
    const update = (image: string | File) =>
      visitor.post(`${path}/update`, undefined, multipart({ name: 'Renamed', image }))
    const place = () => (kind === 'organization' ? world.organization('Renamed') : world.workspace('Renamed'))
    const load = (address: string) => emulator.fetch(address)
    return { ...room, path, update, place, load }
  }

  test('is set by a file, kept without one and cleared by the text null', async () => {
    const { visitor, path, update, place, load } = await visitPlace()
    const { data } = (await update(png)).body
    const { image_url: address } = kind === 'organization' ? data : data.workspace
    const served = await load(address)
    expect(served.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(new Uint8Array(await png.arrayBuffer()))
    await visitor.post(`${path}/update`, { name: 'Renamed' })
    await update('')
    await update(new File([], ''))
    expect(place().imageUrl).toBe(address)
    await update('null')
    expect(place().imageUrl).toBe('')
    expect((await load(address)).status).toBe(404)
  })

  test.each([
    ['that is text', 'logo.png'],
    ['of another type', new File(['x'], 'logo.html', { type: 'text/html' })],
    ['larger than 5 MB', new File([new Uint8Array(5 * 1_024 * 1_024 + 1)], 'logo.png', { type: 'image/png' })],
  ])('%s is refused, and nothing changes', async (_, image) => {
    const { update, place } = await visitPlace()
    expect((await update(image)).body).toMatchObject(refusal(400))
    expect(place).toThrow()
  })

  test('may come with a new one, and goes with it', async () => {
    const { visitor, world, load } = await visitPlace()
    const organization_id = world.organization('Acme').id
    const create = async (image: File) =>
      (await visitor.post(`/${kind}s`, undefined, multipart({ name: 'New', image, organization_id }))).body
    const { data } = await create(png)
    const { id, image_url: address } = data[kind]
    expect((await load(address)).status).toBe(200)
    await visitor.post(`/${kind}s/${id}/delete`)
    expect((await load(address)).status).toBe(404)
    const before = world.state()
    expect(await create(new File(['x'], 'x.txt', { type: 'text/plain' }))).toMatchObject(refusal(400))
    expect(world.state()).toEqual(before)
  })
})
