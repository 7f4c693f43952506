/** The parts of Next that are used here. An app that imports `@wachter/react/next` has Next itself. */
declare module 'next/headers' {
  export function headers(): Promise<Headers>
}
declare module 'next/navigation' {
  export function useRouter(): { refresh(): void }
}
declare module 'next/server' {
  export function connection(): Promise<void>
  export const NextResponse: { next(init: { request: { headers: Headers } }): Response }
}
