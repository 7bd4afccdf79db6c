import { describe, expect, it } from 'vitest'
import { findPlaceholders, findSecretProblems } from '../../../scripts/deploy/findings.ts'
import { loadConfigParser } from '../../../scripts/load-config-parser.ts'

const parseConfig = await loadConfigParser()
const secrets = {
  ADMIN_TOKEN: 'kJ3vQ9mZ1xW8bT5r',
  ENCRYPTION_KEYS: '{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}',
}
const tomlValues = { ENVIRONMENT: 'production', PUBLIC_BASE_URL: 'https://billhook.test' }

describe('a deployment is refused', () => {
  it('while wrangler.toml still names this machine', () => {
    const findings = findPlaceholders({
      databaseIds: ['00000000-0000-0000-0000-000000000000'],
      publicBaseUrl: 'http://localhost:8788',
    })
    expect(findings.map((finding) => finding.split(' ')[0])).toEqual(['database_id', 'PUBLIC_BASE_URL'])
  })

  it.each([
    ['is too short', { ADMIN_TOKEN: 'short' }, {}, 'ADMIN_TOKEN must be at least 16 characters'],
    ['is a placeholder', { ADMIN_TOKEN: 'change-me-please-now' }, {}, 'ADMIN_TOKEN looks like a placeholder'],
    ['is that of development', {}, { ADMIN_TOKEN: secrets.ADMIN_TOKEN }, 'ADMIN_TOKEN is the one of .dev.vars'],
  ])('when a secret %s, without showing it', (_, changed, devSecrets, message) => {
    const checked = { ...secrets, ...changed }
    const problems = findSecretProblems({ secrets: checked, tomlValues, devSecrets, parseConfig })
    expect(problems).toEqual([expect.stringContaining(message)])
    expect(problems.join()).not.toContain(checked.ADMIN_TOKEN)
  })
})

it('a deployment with an address, a database and secrets of its own is let through', () => {
  expect(findPlaceholders({ databaseIds: ['5f0c…'], publicBaseUrl: 'https://billhook.test' })).toEqual([])
  expect(findSecretProblems({ secrets, tomlValues, devSecrets: { ADMIN_TOKEN: 'another' }, parseConfig })).toEqual([])
})
