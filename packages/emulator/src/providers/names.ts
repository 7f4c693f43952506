const names = new Map([
  ['x_oauth', 'X'],
  ['github_oauth', 'GitHub'],
  ['gitlab_oauth', 'GitLab'],
  ['linkedin_oauth', 'LinkedIn'],
])

/** The display name of a social provider. */
export function providerName(provider: string): string {
  const word = provider.replace(/_oauth$/, '')
  return names.get(provider) ?? word.charAt(0).toUpperCase() + word.slice(1)
}
