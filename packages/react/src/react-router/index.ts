export * from '../for-every-framework.js'
export { WachterProvider, type WachterProviderProps } from './provider.js'
