/** What Mary fills in to sign up. */
export const mary = {
  firstName: 'Mary',
  lastName: 'Shelley',
  username: 'mary',
  email: 'mary@example.com',
  password: 'Modern-Prometheus-1818',
} as const
