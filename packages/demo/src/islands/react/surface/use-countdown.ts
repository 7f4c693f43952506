import { useEffect, useState } from 'react'
import { startCountdown } from '../../../surface/countdown.ts'

/** The seconds left until an instant, epoch ms. */
export function useCountdown(atMs: number | undefined): number {
  const [leftS, setLeftS] = useState(0)
  useEffect(() => startCountdown(atMs, setLeftS), [atMs])
  return leftS
}
