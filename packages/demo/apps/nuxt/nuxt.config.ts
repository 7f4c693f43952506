export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  modules: ['@wachter/vue/nuxt'],
  wachter: {
    signInUrl: '/sign-in',
    publicPaths: ['/', '/api/visitor'],
    // A header that your platform writes, and nobody else can.
    clientIpHeader: 'x-real-ip',
  },
  app: { head: { htmlAttrs: { lang: 'en' }, link: [{ rel: 'icon', href: 'data:,' }] } },
  telemetry: false,
})
