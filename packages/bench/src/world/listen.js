/**
 * Listens at a free port of this machine.
 *
 * @param {import('node:http').Server} server
 */
export async function listen(server) {
  await new Promise((resolve) => server.listen(0, 'localhost', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://localhost:${port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
