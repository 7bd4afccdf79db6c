import type { Run } from '../../domain/automation/run.ts'
import type { Bench } from '../customers/derive.ts'
import type { Acted, Doing } from './act.ts'
import { endpointOf, templateOf } from './targets.ts'

/** What an action would do, and why it could not: nothing is done. */
export function wouldAct(bench: Bench, run: Run, action: Doing): Acted {
  switch (action.type) {
    case 'send_email': {
      const found = templateOf(bench, run, action.template)
      return 'stopped' in found ? found : would(`send the template “${found.template.name}”`)
    }
    case 'webhook': {
      const found = endpointOf(bench, action.endpoint)
      return 'stopped' in found ? found : would(`call ${found.endpoint.url}`)
    }
    case 'add_tag':
      return would(`add the tag ${action.tag}`)
    case 'remove_tag':
      return would(`remove the tag ${action.tag}`)
    case 'set_field':
      return would(`set the field ${action.key}`)
    case 'set_access':
      return would(`set access to ${action.state}`)
  }
}

function would(what: string): Acted {
  return { result: `Would ${what}.`, delivery: null }
}
