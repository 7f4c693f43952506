const names: Record<string, string> = {
  x_oauth: 'X',
  github_oauth: 'GitHub',
  gitlab_oauth: 'GitLab',
  linkedin_oauth: 'LinkedIn',
}

/** What people call a social provider. */
export function providerName(provider: string): string {
  const word = provider.replace(/_oauth$/, '')
  return names[provider] ?? word.charAt(0).toUpperCase() + word.slice(1)
}
