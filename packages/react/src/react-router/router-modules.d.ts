/** The part of React Router that is used here. An app that imports `@wachter/react/react-router` has React Router itself. */
declare module 'react-router' {
  export function useRevalidator(): { revalidate(): Promise<void> }
}
