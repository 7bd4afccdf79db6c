import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { formatEnvFile, parseEnvFile } from '../../../scripts/start/env-file.ts'
import { findVariableProblems, mergeVariables, prepareDevVars } from '../../../scripts/start/variables.ts'
import { MAIL_VARIABLES } from '../../../worker/config-mail.ts'

const sound = {
  ADMIN_TOKEN: 'a-token-that-is-long-enough',
  ENCRYPTION_KEYS: '{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}',
  PUBLIC_BASE_URL: 'http://localhost:8788',
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'billhook-variables-'))
  writeFileSync(
    join(root, '.dev.vars.example'),
    '# A comment.\nADMIN_TOKEN=\nSTRIPE_WEBHOOK_SECRET=\nENCRYPTION_KEYS=\n',
  )
})

describe('.dev.vars', () => {
  it('is made from the example with fresh secrets that only the owner can read', async () => {
    expect(prepareDevVars(root, {})).toBe('made')
    const path = join(root, '.dev.vars')
    const values = parseEnvFile(readFileSync(path, 'utf8'))
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(values.ADMIN_TOKEN).toMatch(/^[\w-]{32}$/)
    expect(values.STRIPE_WEBHOOK_SECRET).toMatch(/^whsec_[0-9a-f]{48}$/)
    const merged = mergeVariables({
      environment: {},
      devVars: readFileSync(path, 'utf8'),
      defaults: { PUBLIC_BASE_URL: sound.PUBLIC_BASE_URL },
    })
    expect(await findVariableProblems(merged)).toEqual([])
  })

  it.each([
    ['of a whole set', 'ADMIN_TOKEN=mine\nENCRYPTION_KEYS=mine\n', {}],
    ['beside keys of the environment', 'ADMIN_TOKEN=mine\n', { ENCRYPTION_KEYS: 'theirs' }],
  ])('stays as it is once it is there: %s', (_, text, environment) => {
    writeFileSync(join(root, '.dev.vars'), text)
    expect(prepareDevVars(root, environment)).toBe('kept')
    expect(readFileSync(join(root, '.dev.vars'), 'utf8')).toBe(text)
  })

  it('written by hand with the variables of a service gets the key that seals secrets, once, and keeps the rest', async () => {
    const path = join(root, '.dev.vars')
    const text = 'ADMIN_TOKEN=a-token-that-is-long-enough\nSTRIPE_WEBHOOK_SECRET=whsec_mine'
    writeFileSync(path, text)
    expect([prepareDevVars(root, {}), prepareDevVars(root, {})]).toEqual(['completed', 'kept'])
    const devVars = readFileSync(path, 'utf8')
    expect(devVars.startsWith(`${text}\nENCRYPTION_KEYS=`)).toBe(true)
    const merged = mergeVariables({ environment: {}, devVars, defaults: { PUBLIC_BASE_URL: sound.PUBLIC_BASE_URL } })
    expect(await findVariableProblems(merged)).toEqual([])
  })

  it('gives every deployment other secrets', () => {
    prepareDevVars(root, {})
    const other = mkdtempSync(join(tmpdir(), 'billhook-variables-'))
    writeFileSync(join(other, '.dev.vars.example'), readFileSync(join(root, '.dev.vars.example')))
    prepareDevVars(other, {})
    expect(readFileSync(join(other, '.dev.vars'), 'utf8')).not.toBe(readFileSync(join(root, '.dev.vars'), 'utf8'))
  })
})

describe('variables', () => {
  it('of the environment win over .dev.vars, and those over the defaults', () => {
    const { values } = mergeVariables({
      environment: { ADMIN_TOKEN: 'environment', PATH: '/bin', STRIPE_SECRET_KEY: '' },
      devVars: 'ADMIN_TOKEN=file\nSTRIPE_WEBHOOK_SECRET=file\nSTRIPE_SECRET_KEY=file',
      defaults: { STRIPE_WEBHOOK_SECRET: 'default', PUBLIC_BASE_URL: 'default' },
    })
    expect(values).toEqual({
      ADMIN_TOKEN: 'environment',
      STRIPE_WEBHOOK_SECRET: 'file',
      STRIPE_SECRET_KEY: '',
      PUBLIC_BASE_URL: 'default',
      ENVIRONMENT: 'development',
    })
  })

  it('of mails come through, all that the Worker reads', () => {
    const environment = Object.fromEntries(MAIL_VARIABLES.map((name) => [name, 'x']))
    expect(mergeVariables({ environment, devVars: '', defaults: {} }).values).toEqual({
      ...environment,
      ENVIRONMENT: 'development',
    })
  })

  it('cannot make the deployment anything but a development one', () => {
    const { values } = mergeVariables({
      environment: { ENVIRONMENT: 'production' },
      devVars: 'ENVIRONMENT=production',
      defaults: { ENVIRONMENT: 'production' },
    })
    expect(values.ENVIRONMENT).toBe('development')
  })

  it.each([
    ['ADMIN_TOKEN', 'short'],
    ['ENCRYPTION_KEYS', '{"k1":"c2hvcnQ="}'],
    ['ENCRYPTION_KEYS', 'not json'],
    ['PUBLIC_BASE_URL', 'somewhere'],
    ['WEBHOOK_BASE_URL', 'ftp://somewhere'],
    ['STRIPE_API_BASE', 'somewhere'],
    ['MAIL_TRANSPORT', 'pigeon'],
    ['MAIL_FROM', 'somewhere'],
    ['ALLOW_PRIVATE_ENDPOINTS', 'perhaps'],
  ])('that are wrong are named with their source and never shown: %s=%s', async (name, value) => {
    const merged = mergeVariables({ environment: { ...sound, [name]: value }, devVars: '', defaults: {} })
    const problems = await findVariableProblems(merged)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^Invalid variable in the environment: ${name} `))
    expect(problems[0]).not.toContain(value)
  })

  it('that are wrong in .dev.vars are looked for there', async () => {
    const merged = mergeVariables({ environment: {}, devVars: 'ADMIN_TOKEN=short', defaults: sound })
    expect((await findVariableProblems(merged))[0]).toMatch(/^Invalid variable in \.dev\.vars: ADMIN_TOKEN /)
  })
})

describe('the variables file for wrangler', () => {
  it.each([
    'plain',
    ' blanks around ',
    'a # no comment',
    '{"k1":"v=="}',
    "it's",
    'both \' and "',
    'back\\slash\\n',
    '$HOME',
    'two\nlines',
    '',
    'ends in \\',
  ])('gives %j back unchanged', (value) => {
    const text = formatEnvFile({ NAME: value, AFTER: 'x' })
    expect(text.ok && parseEnvFile(text.value)).toEqual({ NAME: value, AFTER: 'x' })
  })

  it('names the variable that holds all kinds of quotes', () => {
    expect(formatEnvFile({ NAME: '\'"`' })).toEqual({ ok: false, error: 'NAME' })
  })
})
