/** What a server renders of `pages/Page.svelte` while the session is loading. */
export const loadingPage =
  '<!--[--><!--[--><!--[0--><!---->Loading<!----><!--]--><!----> <!--[-1--><!--]--><!----> <!--[-1--><!--]--><!----><!--]--><!--]-->'

/** What a server renders of `pages/flows/CodeByEmail.svelte` meanwhile. */
export const loadingFlow = '<!--[--><!--[--><p>loading</p> <!--[-1--><!--]--><!--]--><!--]-->'
