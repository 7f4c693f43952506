import type { Problem } from '../../problem.ts'

export function ProblemNote({ testId, problem }: { testId: string; problem: Problem | undefined }) {
  return (
    <p className="problem" role="alert" data-testid={`react-${testId}`}>
      {problem && (
        <>
          {problem.message} <code>{problem.code}</code>
        </>
      )}
    </p>
  )
}
