import { describe, expect, it } from 'vitest'
import { htmlToText } from '../../../worker/mail/html-to-text.ts'

describe('html as text', () => {
  it.each([
    ['paragraphs stand apart', '<h1>Hi</h1><p>one\n  two</p><p>three</p>', 'Hi\n\none two\n\nthree'],
    ['a break is a line, two are a paragraph', 'a<br>b<br/><br>c', 'a\nb\n\nc'],
    [
      'links keep their address',
      '<p>See <a href="https://x.test/?a=1&amp;b=2">here</a>.</p>',
      'See here (https://x.test/?a=1&b=2).',
    ],
    [
      'an address is not told twice',
      '<a href="https://x.test">https://x.test</a> <a href="mailto:a@x.test">a@x.test</a>',
      'https://x.test a@x.test',
    ],
    ['other schemes are no links', '<a href="javascript:alert(1)">x</a><a href="#top">y</a>', 'xy'],
    ['list items have a dash', '<ul><li>one</li><li>two</li></ul>end', '- one\n- two\n\nend'],
    [
      'rows are lines, cells stand apart',
      '<table><tr><td>Plan</td><td>Team</td></tr><tr><td>Price</td><td>5</td></tr></table>',
      'Plan Team\nPrice 5',
    ],
    ['images are their description', '<img alt="Logo &amp; co" src="x.png"><img src="y.png">', 'Logo & co'],
    [
      'what nobody sees is left out',
      '<head><title>T</title></head><style>p{}</style><div style="display: none">x<div>y</div>z</div>seen<!-- c --><!doctype html><?xml?>',
      'seen',
    ],
    [
      'entities are what they stand for',
      '&euro;5 &lt;b&gt; &#8364; &#x20AC; &unknown; &#0;',
      '€5 <b> € € &unknown; &#0;',
    ],
    ['padding of preheaders goes', 'a&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;b', 'a b'],
    ['broken html is read as far as it goes', '<p>a < b <a href="https://x.test">open <b>x', 'a < b open x'],
    ['nothing is nothing', '', ''],
  ])('%s', (_, html, text) => {
    expect(htmlToText(html)).toBe(text)
  })
})
