import type { FlowError, SignInFlow, SignInStep } from '@wachter/core/flows'
import { expectTypeOf, test } from 'vitest'
import type {
  Flow,
  UseSignIn,
  useFlow,
  useInvitation,
  usePasskeySignIn,
  usePasswordReset,
  useProviderSignIn,
  useSignIn,
  useSignUp,
  useWaitlist,
} from '../../src/flows/index.js'

test('a flow is its state and its functions', () => {
  expectTypeOf<UseSignIn>().branded.toEqualTypeOf<{
    readonly step: SignInStep
    readonly pending: string | undefined
    readonly error: FlowError | undefined
    readonly resume: SignInFlow['resume']
    readonly openLink: SignInFlow['openLink']
    readonly restart: () => void
  }>()
  expectTypeOf<ReturnType<typeof useSignIn>>().toEqualTypeOf<ReturnType<typeof useFlow<SignInFlow>>>()
  expectTypeOf<UseSignIn>().not.toHaveProperty('$state')
})

test('a step gives the actions it allows, and no others', () => {
  const use = ({ step }: UseSignIn) => {
    // @ts-expect-error nothing is known of the step yet
    step.verify('123456')
    if (step.kind === 'second-factor') {
      expectTypeOf(step.verify).parameters.toEqualTypeOf<[code: string]>()
      // @ts-expect-error a sign-in that waits for a second factor takes no password
      step.password({ email: '', password: '' })
    }
    if (step.kind === 'start') {
      expectTypeOf(step.emailCode).toBeCallableWith({ email: 'ada@example.com' })
      // @ts-expect-error there is no code yet
      step.verify('123456')
    }
  }
  expectTypeOf(use).toBeFunction()
})

test('each flow has steps of its own', () => {
  type KindOf<Use extends () => { step: { kind: string } }> = ReturnType<Use>['step']['kind']
  expectTypeOf<'second-factor'>().toExtend<KindOf<typeof useSignIn>>()
  expectTypeOf<'second-factor'>().not.toExtend<KindOf<typeof useSignUp>>()
  expectTypeOf<'complete'>().toExtend<KindOf<typeof usePasskeySignIn>>()
  expectTypeOf<'new-password'>().toExtend<KindOf<typeof usePasswordReset>>()
  expectTypeOf<'redirecting'>().toExtend<KindOf<typeof useProviderSignIn>>()
  expectTypeOf<'wrong-account'>().toExtend<KindOf<typeof useInvitation>>()
  expectTypeOf<'start' | 'joined'>().toEqualTypeOf<KindOf<typeof useWaitlist>>()
})

test('only what has the state of a flow is one', () => {
  expectTypeOf<SignInFlow>().toExtend<Flow>()
  expectTypeOf<{ resume: () => void }>().not.toExtend<Flow>()
})
