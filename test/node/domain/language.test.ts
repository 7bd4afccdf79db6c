import { describe, expect, it } from 'vitest'
import { canonicalTag, closestLanguage, knownLanguage } from '../../../worker/domain/language.ts'
import { languageFor, languagesOf, type TemplateContent, wordsIn } from '../../../worker/domain/template.ts'

describe('a language', () => {
  it.each([
    ['de_at', 'de-AT'],
    ['de-at', 'de-AT'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['de-1996', 'de-1996'],
  ])('%s is written %s', (tag, canonical) => {
    expect([canonicalTag(tag), knownLanguage(tag)]).toEqual([canonical, canonical])
  })

  it.each(['', 'd', 'de--at', 'klingon', 'xx', 'de-XX', 'de-Xxxx', 'und', 'x-own', 'de-u-nu-latn', 'de/at', '*'])(
    '%j is none that a template may have words in',
    (tag) => {
      expect(knownLanguage(tag)).toBeNull()
    },
  )
})

describe('a reader gets', () => {
  it.each([
    ['the very tag before a shorter one', 'de-AT', ['de', 'de-AT'], 'de-AT'],
    ['a shorter one where there is no such', 'de-AT', ['de', 'de-CH'], 'de'],
    ['one that is shorter by several parts', 'zh-Hant-TW', ['zh', 'zh-Hans'], 'zh'],
    ['the longest of the shorter ones', 'zh-Hant-TW', ['zh', 'zh-Hant'], 'zh-Hant'],
    ['what is meant, however it is spelt', 'DE_at', ['de-AT'], 'de-AT'],
    ['their language though their dates are written otherwise', 'de-u-nu-arab', ['de'], 'de'],
    ['never a longer one', 'de', ['de-AT'], null],
    ['never one that only begins alike', 'den', ['de'], null],
    ['the default where none fits', 'fr', ['de'], null],
    ['the default where their language is not known', undefined, ['de'], null],
    ['the default where their language is no tag', '???', ['de'], null],
    ['the default where there are no variants', 'de', [], null],
  ])('%s', (_rule, locale, tags, language) => {
    expect(closestLanguage(locale, tags)).toBe(language)
  })
})

describe('a template in several languages', () => {
  const GERMAN = { subject: 'Hallo', preheader: null, html: '<p>Hallo</p>', text: null }
  const own = { subject: 'Hello', preheader: 'News', html: '<p>Hello</p>', text: 'Hello', layout: 'default' }
  const content: TemplateContent = { ...own, variants: { de: GERMAN } }

  it('says what a variant says, in the layout of the template, and nothing of the default', () => {
    expect([languagesOf(content), languageFor(content, 'de-AT')]).toEqual([[null, 'de'], 'de'])
    expect(wordsIn(content, 'de')).toEqual({ ...GERMAN, layout: 'default' })
  })

  it('says its own words to everybody else', () => {
    expect([wordsIn(content, null), wordsIn(content, 'fr')]).toEqual([own, own])
  })

  it('kept before there were variants has none', () => {
    expect([languagesOf(own), languageFor(own, 'de'), wordsIn(own, null)]).toEqual([[null], null, own])
  })
})
