import { useState } from 'react'
import { type PageName, pageNames, pages } from '../../../surface/pages.ts'
import { AccountPage } from './AccountPage.tsx'
import { OrganizationPage } from './OrganizationPage.tsx'

const contents = { account: AccountPage, organization: OrganizationPage }

/** The pages of the active account, one open at a time. Their flows exist while they are open. */
export function Pages() {
  const [open, setOpen] = useState<PageName>()
  const Content = open && contents[open]
  return (
    <div className="pages">
      <div className="row">
        {pageNames.map((name) => (
          <button
            key={name}
            className="button pick"
            type="button"
            aria-pressed={name === open}
            onClick={() => setOpen(name === open ? undefined : name)}
            data-testid={`react-page-${name}`}
          >
            {pages[name]}
          </button>
        ))}
      </div>
      {Content && <Content />}
    </div>
  )
}
