import type { World } from '@wachter/emulator'
import type { FrozenPlace } from '../frozen-place.js'

/** An attempt as the server has it. */
interface TrueAttempt {
  readonly id: string
  /** The step of a flow that is about it. */
  readonly kind: string
  readonly completed: boolean
  readonly isKnown: boolean
  /** Epoch ms. */
  readonly expiresAtMs: number
}

/** What the server knows of one browser. */
export interface Truth {
  readonly activeUserId: string | undefined
  readonly attempts: ReadonlyMap<string, TrueAttempt>
}

interface WireAttempt {
  readonly id: string
  readonly current_step: string
  readonly completed: boolean
  readonly created_at: string
  readonly user_id?: string | null
  readonly missing_fields?: readonly string[] | null
}

const kinds: Readonly<Record<string, string>> = {
  verify_email: 'verify-code',
  verify_email_otp: 'verify-code',
  verify_phone: 'verify-code',
  verify_phone_otp: 'verify-code',
  verify_email_link: 'verify-link',
  verify_second_factor: 'second-factor',
  complete_profile: 'complete-profile',
}

const attemptMs = 600_000

/** Asks the server itself, with nothing of ours in between. */
export async function truthOf({ emulator }: FrozenPlace, devSession: string): Promise<Truth> {
  const url = `${emulator.baseUrl}/session?${new URLSearchParams({ __dev_session__: devSession })}`
  const { data } = (await (await emulator.fetch(url)).json()) as {
    data: {
      active_signin?: { user_id: string } | null
      signin_attempts?: readonly WireAttempt[] | null
      signup_attempts?: readonly WireAttempt[] | null
    }
  }
  const attempts = [
    ...(data.signin_attempts ?? []).map((attempt) =>
      trueAttempt(attempt, kinds[attempt.current_step] ?? 'unsupported'),
    ),
    ...(data.signup_attempts ?? []).map((attempt) => trueAttempt(attempt, kinds[attempt.current_step] ?? 'complete')),
  ]
  const userId = data.active_signin?.user_id
  return {
    activeUserId: userId === undefined ? undefined : String(userId),
    attempts: new Map(attempts.map((attempt) => [attempt.id, attempt])),
  }
}

const trueAttempt = (attempt: WireAttempt, kind: string): TrueAttempt => ({
  id: String(attempt.id),
  kind,
  // One of a sign-up that needed nothing never says so.
  completed: attempt.completed || kind === 'complete',
  isKnown: attempt.user_id !== null,
  expiresAtMs: Date.parse(attempt.created_at) + attemptMs,
})

export const isOpen = ({ completed, expiresAtMs }: TrueAttempt, world: World): boolean =>
  !completed && expiresAtMs > world.clock.now()
