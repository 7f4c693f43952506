/** The pages of the active account, and the label of each. */
export const pages = { account: 'Account', organization: 'Organization' } as const

export type PageName = keyof typeof pages

export const pageNames = Object.keys(pages) as readonly PageName[]
