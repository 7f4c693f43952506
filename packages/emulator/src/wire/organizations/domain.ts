import { type OrganizationDomain, verificationRecord } from '../../world/places/domains'
import { timeToWire } from '../time'

export function domainToWire(domain: OrganizationDomain) {
  return {
    id: domain.id,
    created_at: timeToWire(domain.createdAtMs),
    updated_at: timeToWire(domain.updatedAtMs),
    organization_id: domain.organizationId,
    fqdn: domain.fqdn,
    verified: domain.verifiedAtMs !== null,
    verification_dns_record_type: verificationRecord.type,
    verification_dns_record_name: verificationRecord.name,
    verification_dns_record_data: domain.recordData,
    verification_attempts: domain.verificationAttempts,
  }
}
