import type { WachterLocals } from '@wachter/svelte/kit/server'

declare global {
  namespace App {
    interface Locals extends WachterLocals {}
  }
}
