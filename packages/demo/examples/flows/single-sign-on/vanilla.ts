import type { Client } from '@wachter/core'
import { createDomains } from '@wachter/core/tenancy'

export function showDomains(client: Client, root: HTMLElement): () => void {
  const { $state } = createDomains(client)
  const button = (value: string, onclick: () => unknown) =>
    Object.assign(document.createElement('input'), { type: 'button', value, onclick })
  const content = () => {
    const { step } = $state.get()
    switch (step.kind) {
      case 'loading':
        return ['One moment …']
      case 'signed-out':
      case 'no-organization':
        return ['Enter an organization first.']
      case 'refused':
        return [step.reason.message]
      case 'manage':
        return [
          ...(step.domains ?? []).flatMap(({ id, fqdn, verified, dnsRecord: { type, name, value } }) =>
            verified
              ? [`${fqdn} is verified.`]
              : [`Set the ${type} record ${name} to ${value}.`, button(`Verify ${fqdn}`, () => step.verify(id))],
          ),
          button('Add acme.com', () => step.add({ domain: 'acme.com' })),
        ]
    }
  }
  return $state.subscribe(({ error }) => {
    root.replaceChildren(...content(), error?.message ?? '')
  })
}
