import type { World } from './explore.js'

export const smallWorlds: readonly World[] = [
  {
    tabs: 1,
    name: 'a token is asked for while the only tab signs out all accounts',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'sign-out', tab: 0 },
    ],
  },
  {
    name: 'a tab wants a token before and after it enters an organization, and an answer is lost',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'enter-organization', tab: 0, name: 'Acme' },
      { do: 'token', tab: 0 },
    ],
    fault: { do: 'fault', tab: 0, fault: 'lose' },
  },
  {
    name: 'a tab wants a token before and after it switches accounts, and the server fails once',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'switch-account', tab: 0, who: 'ada' },
      { do: 'token', tab: 0 },
    ],
    fault: { do: 'fault', tab: 0, fault: '500' },
  },
  {
    name: 'a token is asked for while the other tab switches accounts and its request is dropped',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'switch-account', tab: 1, who: 'ada' },
    ],
    fault: { do: 'fault', tab: 1, fault: 'drop' },
  },
]

/** Worlds that are too big for every test run. */
export const bigWorlds: readonly World[] = [
  {
    name: 'a token is asked for while the same tab signs out all accounts',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'sign-out', tab: 0 },
    ],
  },
  {
    name: 'a token is asked for in one tab while the other enters an organization',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'enter-organization', tab: 1, name: 'Acme' },
    ],
  },
  {
    name: 'a token is asked for while the other tab switches accounts and its answer is lost',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'switch-account', tab: 1, who: 'ada' },
    ],
    fault: { do: 'fault', tab: 1, fault: 'lose' },
  },
  {
    name: 'both tabs want a token while one of them enters an organization',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'enter-organization', tab: 1, name: 'Acme' },
      { do: 'token', tab: 1 },
    ],
  },
  {
    name: 'a tab wants a token before and after the other switches accounts and its answer is lost',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'switch-account', tab: 1, who: 'ada' },
      { do: 'token', tab: 0 },
    ],
    fault: { do: 'fault', tab: 1, fault: 'lose' },
  },
  {
    name: 'both tabs enter organizations at once while a token is asked for',
    commands: [
      { do: 'enter-organization', tab: 0, name: 'Acme' },
      { do: 'enter-organization', tab: 1, name: 'Globex' },
      { do: 'token', tab: 0 },
    ],
  },
  {
    name: 'a bound runs out while the other tab signs out all accounts',
    commands: [
      { do: 'token', tab: 0 },
      { do: 'sign-out', tab: 1 },
    ],
    boundRunsOut: true,
  },
]
