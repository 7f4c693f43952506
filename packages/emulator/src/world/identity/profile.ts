import type { DeploymentData } from '../deployment/deployment'
import type { User } from './users'

/** A profile field that a deployment may require, named as on the wire. */
export type Field = 'first_name' | 'last_name' | 'email_address' | 'username' | 'phone_number'

const fields: readonly Field[] = ['first_name', 'last_name', 'email_address', 'username', 'phone_number']

export function requiredFields(data: DeploymentData): Field[] {
  const settings = data.deployment.auth_settings
  return fields.filter((field) => settings[field].enabled && settings[field].required)
}

/** The fields that the deployment requires and this user lacks. */
export function missingFields(data: DeploymentData, user: User): Field[] {
  const present: Record<Field, boolean> = {
    first_name: user.firstName !== '',
    last_name: user.lastName !== '',
    email_address: user.emailAddresses.length > 0,
    username: user.username !== '',
    phone_number: user.phoneNumbers.length > 0,
  }
  return requiredFields(data).filter((field) => !present[field])
}
