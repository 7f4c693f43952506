export { createClient } from '@wachter/core'
