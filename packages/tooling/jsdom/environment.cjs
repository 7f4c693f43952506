const { TestEnvironment } = require('jest-environment-jsdom')

const network = ['fetch', 'Headers', 'Request', 'Response', 'FormData', 'AbortController', 'AbortSignal']
const others = ['crypto', 'structuredClone', 'TextDecoder', 'TextEncoder']

/** jsdom, and what it lacks or has in a form that Node's `fetch` does not accept. */
module.exports = class extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup()
    for (const name of [...network, ...others]) {
      Object.defineProperty(this.global, name, {
        value: Reflect.get(globalThis, name),
        configurable: true,
        writable: true,
      })
    }
  }
}
