import type { Client } from '@wachter/core'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useClient } from '../provider.js'

/** A value of one component: created once per client, and kept through StrictMode and hot updates. */
export function useOwn<T, O extends object>(create: (client: Client, options: O) => T, options: O): T {
  const client = useClient()
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const make = () => ({ client, made: create(client, followed(latest)) })
  const [own, setOwn] = useState(make)
  if (own.client === client) return own.made
  const next = make()
  setOwn(next)
  return next.made
}

type Callback = (...input: unknown[]) => unknown

/** The first options, except that functions call their latest version. */
function followed<O extends object>(latest: RefObject<O>): O {
  const follow =
    (name: string, first: Callback): Callback =>
    (...input) => {
      const last = (latest.current as Record<string, unknown>)[name]
      return (typeof last === 'function' ? (last as Callback) : first)(...input)
    }
  return Object.fromEntries(
    Object.entries(latest.current).map(([name, value]) => [
      name,
      typeof value === 'function' ? follow(name, value) : value,
    ]),
  ) as O
}
