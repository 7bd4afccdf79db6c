import { describe, expect, it } from 'vitest'
import { accessSentences } from '../../../dashboard/features/settings/access-sentences.ts'
import { readDays, refuseDays } from '../../../dashboard/features/settings/days-list.ts'
import { addPage, NOTHING_EXAMINED } from '../../../dashboard/features/settings/preview/sum-preview.ts'
import { fieldWords, valueWords } from '../../../dashboard/features/settings/preview/value-words.ts'
import { type EditableSettings, formOf, settingsOf } from '../../../dashboard/features/settings/settings-form.ts'
import { settingsPatch } from '../../../dashboard/features/settings/settings-patch.ts'
import { apiProblems, formProblems } from '../../../dashboard/features/settings/settings-problems.ts'
import { resolveSettings } from '../../../dashboard/features/settings/settings-resolver.ts'
import { sectionsOf } from '../../../dashboard/features/settings/settings-sections.ts'
import { ApiError } from '../../../dashboard/lib/api-error.ts'
import { DEFAULT_SETTINGS } from '../../../worker/domain/settings.ts'

const saved: EditableSettings = {
  ...DEFAULT_SETTINGS,
  price_mapping: { price_1: ['pro', 'sso'], prod_2: ['team'] },
  renewal_days: [30, 7],
}

/** The patch after a person has changed the form. */
function patchAfter(change: (form: ReturnType<typeof formOf>) => void) {
  const form = formOf(saved)
  change(form)
  return settingsPatch(saved, settingsOf(form))
}

describe('only what changed is sent', () => {
  it('nothing, where nothing was changed', () => {
    expect(patchAfter(() => undefined)).toEqual({})
  })

  it('the single key of a section', () => {
    expect(patchAfter((form) => Object.assign(form.access, { grace_days: 3 }))).toEqual({ access: { grace_days: 3 } })
  })

  it('of mail what changed, with emptied texts as none and quiet hours as a whole', () => {
    expect(
      patchAfter(({ mail }) => Object.assign(mail, { from: ' Ada <ada@example.com> ', frequency_cap_days: 7 })),
    ).toEqual({
      mail: { from: 'Ada <ada@example.com>', frequency_cap_days: 7 },
    })
    const quiet = { from: 22, to: 7, time_zone: 'Europe/Vienna' }
    const patch = patchAfter(({ mail }) => Object.assign(mail, { quiet: true, quiet_hours: quiet }))
    expect(patch).toEqual({ mail: { quiet_hours: quiet } })
  })

  it('lists and the mapping as a whole', () => {
    const patch = patchAfter((form) => {
      form.price_mapping = { ...form.price_mapping, price_3: ['solo'] }
      form.stages = form.stages.slice(1)
    })
    expect(patch).toEqual({
      stages: DEFAULT_SETTINGS.stages.slice(1),
      price_mapping: { price_1: ['pro', 'sso'], prod_2: ['team'], price_3: ['solo'] },
    })
  })

  it('an order of rules, but not an order that says nothing', () => {
    expect(Object.keys(patchAfter((form) => form.stages.reverse()))).toEqual(['stages'])
    expect(
      patchAfter((form) => {
        form.renewal_days.reverse()
        form.stages[1]?.statuses.reverse()
        form.price_mapping = { prod_2: ['team'], price_1: ['sso', 'pro'] }
      }),
    ).toEqual({})
  })

  it('an emptied metadata key as none, and spaces around names never', () => {
    expect(patchAfter((form) => Object.assign(form.identity, { metadata_key: ' user_id ' }))).toEqual({
      identity: { metadata_key: 'user_id' },
    })
    expect(patchAfter((form) => Object.assign(form.identity, { metadata_key: '  ' }))).toEqual({})
    expect(patchAfter((form) => Object.assign(form.stages[0] ?? {}, { name: 'trial ' }))).toEqual({})
  })
})

describe('what cannot be saved', () => {
  it('is found in every section, also in those that are not on the screen', () => {
    const form = formOf(saved)
    form.access.grace_days = Number.NaN
    form.trial_ending_days = 91
    form.products_included = []
    form.renewal_days = Array.from({ length: 11 }, (_, index) => index + 1)
    form.stages.push({ name: ' trial ', statuses: [] })
    expect(formProblems(form).map(({ path }) => path)).toEqual([
      'access.grace_days',
      'stages.3.name',
      'stages.3.statuses',
      'products_included',
      'renewal_days',
      'trial_ending_days',
    ])
  })

  it('stands at its field, where the form library looks for it', () => {
    const form = formOf(saved)
    form.stages[1] = { name: '', statuses: ['active'] }
    expect(resolveSettings(form).errors).toEqual({
      stages: [undefined, { name: { type: 'check', message: 'Give the stage a name.' } }],
    })
  })

  it('is nothing of what is in force by default', () => {
    expect(formProblems(formOf(DEFAULT_SETTINGS))).toEqual([])
  })
})

describe('what the API refuses', () => {
  const refused = (...pointers: string[]) =>
    apiProblems(
      new ApiError(422, { errors: pointers.map((pointer) => ({ pointer, code: 'invalid', message: 'No.' })) }),
    )

  it('is told at the field of the pointer', () => {
    expect(refused('/access/grace_days', '/stages/2/name', '/stages/0/statuses/1', '/stages')).toEqual([
      { path: 'access.grace_days', message: 'No.' },
      { path: 'stages.2.name', message: 'No.' },
      { path: 'stages.0.statuses', message: 'No.' },
      { path: 'stages', message: 'No.' },
    ])
  })

  it('names the entry of a list or of the mapping that it is about', () => {
    expect(refused('/price_mapping/price_1/0', '/products_included/3')).toEqual([
      { path: 'price_mapping', message: 'price_1: No.' },
      { path: 'products_included', message: '3: No.' },
    ])
  })

  it('is the same field when a preview refuses it', () => {
    expect(refused('/settings/mrr/pause')).toEqual([{ path: 'mrr.pause', message: 'No.' }])
  })

  it('is about no field where the answer names none', () => {
    expect(apiProblems(new Error('down'))).toEqual([])
    expect(sectionsOf(refused('/retention/event_days').map(({ path }) => path.split('.')[0] ?? ''))).toEqual([])
  })
})

it('settings belong to the sections of the page, in its order', () => {
  expect(sectionsOf(['trial_ending_days', 'price_mapping', 'identity', 'renewal_days'])).toEqual([
    'identity',
    'packages',
    'reminders',
  ])
})

it('the grace is told as a sentence, whatever is being typed', () => {
  const grace = (grace_days: number) => accessSentences({ ...DEFAULT_SETTINGS.access, grace_days }).grace_days
  expect([3, 1, 0, Number.NaN, 999].map(grace)).toEqual([
    'A failed payment suspends access after 3 days.',
    'A failed payment suspends access after 1 day.',
    'A failed payment suspends access at once.',
    'A failed payment suspends access once the grace is over.',
    'A failed payment suspends access once the grace is over.',
  ])
})

it('days are whole numbers of a year, once each, the earliest reminder first', () => {
  expect(readDays(['7', '30', '7'])).toEqual([30, 7])
  expect(['1', '365', '0', '366', '2.5', 'x'].map((text) => refuseDays(text) === null)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ])
})

describe('a preview', () => {
  const page = (id: string) => ({
    examined: 100,
    total: 250,
    changed: { any: 9, stage: 5, access: 4, packages: 0, mrr: 1, segments: 2 },
    examples: Array.from({ length: 6 }, (_, index) => ({
      customer: { id: `${id}${index}`, email: null, name: null },
      changes: [],
    })),
  })

  it('adds up its pages and keeps ten examples', () => {
    const sum = addPage(addPage(NOTHING_EXAMINED, page('a')), page('b'))
    expect({ ...sum, examples: sum.examples.map(({ customer }) => customer.id) }).toEqual({
      examined: 200,
      total: 250,
      changed: { any: 18, stage: 10, access: 8, packages: 0, mrr: 2, segments: 4 },
      examples: ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'b0', 'b1', 'b2', 'b3'],
    })
  })

  it.each([
    [null, 'none'],
    [[], 'none'],
    [['pro', 'team'], 'pro, team'],
    [[{ currency: 'jpy', amount: 2500 }], '2,500 JPY'],
    [{ state: 'suspended', reason: 'A payment failed.' }, 'suspended'],
    ['customer', 'customer'],
  ])('shows %j as %s', (value, words) => {
    expect(valueWords(value)).toBe(words)
  })

  it('calls fields by their words', () => {
    expect(['stage', 'committed_mrr'].map(fieldWords)).toEqual(['Stage', 'Committed MRR'])
  })
})

describe('what is wrong with the settings of mail', () => {
  const wrong = (change: object) => {
    const form = formOf(saved)
    Object.assign(form.mail, change)
    return formProblems(form).map(({ path }) => path)
  }

  it.each([
    [{ from: 'Ada <ada@example.com>', reply_to: 'help@example.com' }, []],
    [{ from: 'nobody' }, ['mail.from']],
    [{ reply_to: 'a@example.com, b@example.com' }, ['mail.reply_to']],
    [{ frequency_cap_days: 91 }, ['mail.frequency_cap_days']],
    [{ frequency_cap_days: Number.NaN }, ['mail.frequency_cap_days']],
    [{ quiet: true, quiet_hours: { from: 8, to: 8, time_zone: 'UTC' } }, ['mail.quiet_hours']],
    [{ quiet: true, quiet_hours: { from: 8, to: 9, time_zone: 'Nowhere' } }, ['mail.quiet_hours']],
    [{ quiet: false, quiet_hours: { from: 8, to: 8, time_zone: '' } }, []],
  ])('%j: %j', (change, paths) => {
    expect(wrong(change)).toEqual(paths)
  })
})
