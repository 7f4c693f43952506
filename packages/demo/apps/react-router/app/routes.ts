import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/home.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('invoices', 'routes/invoices.tsx'),
  route('team', 'routes/team.tsx'),
  route('api/me', 'routes/me.ts'),
] satisfies RouteConfig
