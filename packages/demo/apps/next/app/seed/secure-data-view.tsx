'use client'
import { useSession } from '@wachter/react/next'
import { useEffect, useState } from 'react'

export function SecureDataView() {
  const { session, getToken } = useSession()
  const [data, setData] = useState<any>(null)
  useEffect(() => {
    async function retrieveProtectedResource() {
      // Abort data retrieval if the session context is invalid
      if (!session) return
      try {
        // Obtains a verified token from the internal cache or forces local minting if required
        const authorizationToken = await getToken()
        const response = await fetch('https://api.your-system.com/v1/protected-resource', {
          headers: {
            Authorization: `Bearer ${authorizationToken}`,
          },
        })
        if (!response.ok) throw new Error('Resource authorization failed')
        const payload = await response.json()
        setData(payload)
      } catch (err) {
        console.error('Data retrieval encounter an error:', err)
      }
    }
    retrieveProtectedResource()
  }, [session, getToken])
  return (
    <div className="p-4 bg-gray-50 rounded-lg border border-gray-200 font-mono text-sm overflow-x-auto text-gray-800">
      {data ? JSON.stringify(data, null, 2) : 'Awaiting securely fetched resource data...'}
    </div>
  )
}
