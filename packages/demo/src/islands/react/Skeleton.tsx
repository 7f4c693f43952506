/** The same skeleton that the page shows before any script runs. */
export function Skeleton({ testId }: { testId?: string }) {
  return (
    <div className="skeleton" aria-hidden="true" data-testid={testId}>
      <span style={{ width: '45%' }} />
      <span className="tall" />
      <span className="tall" />
      <span style={{ width: '60%' }} />
      <span className="tall" />
    </div>
  )
}
