/** Something the server would have sent by e-mail or SMS. Nothing sends yet; the flows that do will fill it. */
export type OutboxMessage =
  | { kind: 'code'; channel: 'email' | 'sms'; to: string; code: string; purpose: string; at: string }
  | { kind: 'link'; channel: 'email'; to: string; link: string; purpose: string; at: string }
