'use client'
import { useSession } from '@wachter/react/next'

export function DashboardHeader() {
  const { loading, session, signOut } = useSession()
  // The loading state must be verified to prevent layout shifting or hydration mismatches
  if (loading) {
    return <div className="h-16 bg-zinc-100 animate-pulse w-full border-b" />
  }
  return (
    <header className="flex items-center justify-between p-4 border-b bg-white">
      <h1 className="text-xl font-semibold tracking-tight text-gray-900">Application Dashboard</h1>
      {session ? (
        <div className="flex items-center gap-6">
          <span className="text-sm font-medium text-emerald-700 bg-emerald-50 px-2.5 py-1 rounded border border-emerald-200">
            Authenticated Entity
          </span>
          <button
            onClick={() => signOut()}
            className="text-sm font-medium text-gray-600 hover:text-gray-900 transition-colors"
          >
            Terminate Session
          </button>
        </div>
      ) : (
        <a
          href="/login"
          className="text-sm font-medium bg-gray-900 text-white px-4 py-2 rounded-md hover:bg-gray-800 transition-colors"
        >
          Authenticate
        </a>
      )}
    </header>
  )
}
