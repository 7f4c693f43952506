import { useEffect, useState } from 'react'
import type { Demo } from '../../../demo.ts'
import type { Problem } from '../../../problem.ts'

/** What was wrong with what the page was opened with, until somebody does something about it. */
export function useArrivalProblem(demo: Demo, busy: boolean): Problem | undefined {
  const [problem, setProblem] = useState(demo.arrival.problem)
  useEffect(() => {
    if (busy) setProblem(undefined)
  }, [busy])
  return problem
}
