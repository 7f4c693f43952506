import { useDomains } from '@wachter/react/tenancy'

export function Domains() {
  const { step, pending, error } = useDomains()
  if (step.kind === 'loading') return 'One moment …'
  if (step.kind === 'refused') return step.reason.message
  if (step.kind !== 'manage') return 'Enter an organization first.'
  return (
    <fieldset disabled={pending !== undefined}>
      {step.domains?.map(({ id, fqdn, verified, dnsRecord: { type, name, value } }) =>
        verified ? (
          <p key={id}>{fqdn} is verified.</p>
        ) : (
          <p key={id}>
            Set the {type} record {name} to {value}.
            <input type="button" value={`Verify ${fqdn}`} onClick={() => step.verify(id)} />
          </p>
        ),
      )}
      <input type="button" value="Add acme.com" onClick={() => step.add({ domain: 'acme.com' })} />
      {error && <p role="alert">{error.message}</p>}
    </fieldset>
  )
}
