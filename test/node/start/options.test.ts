import { describe, expect, it } from 'vitest'
import { parseStartOptions } from '../../../scripts/start/options.ts'

const places = { cwd: '/home/ada', root: '/srv/billhook' }

function errorOf(...args: string[]): string {
  const parsed = parseStartOptions(args, places)
  return parsed.ok ? 'no error' : parsed.error
}

describe('the flags of npm start', () => {
  it('serve a demo at 8788 from the project’s own state folder when none is given', () => {
    expect(parseStartOptions([], places)).toEqual({
      ok: true,
      value: { port: 8788, stateDir: '/srv/billhook/.wrangler/state', demo: true },
    })
  })

  it('mean a relative state folder from where npm was called', () => {
    expect(parseStartOptions(['--port', '9000', '--state', 'data', '--no-demo'], places)).toEqual({
      ok: true,
      value: { port: 9000, stateDir: '/home/ada/data', demo: false },
    })
  })

  it.each([
    [['--prot', '1'], 'Unknown flag "--prot"'],
    [['8788'], 'Unexpected "8788": flags go after `--`'],
    [['--port', 'http'], '--port "http" is not a port'],
    [['--port', '0'], '--port "0" is not a port'],
    [['--port', '70000'], '--port "70000" is not a port'],
    [['--port'], '--port'],
    [['--state', ''], '--state needs a folder'],
  ])('name what is wrong with %j in one line', (args, message) => {
    expect(errorOf(...args)).toContain(message)
    expect(errorOf(...args)).not.toContain('\n')
  })
})
