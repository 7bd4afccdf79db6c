import type { Automation } from '../automation/automation.ts'
import type { Endpoint } from '../delivery/endpoint.ts'
import type { Mode } from '../ids.ts'
import type { Told, ToldCondition } from './notice.ts'

export function firstEvent(event: { id: string; type: string }, mode: Mode): Told {
  return {
    ...{ kind: 'first_event', about: event.id },
    title: `The first event in ${mode} mode has arrived`,
    text: `Stripe sent ${event.type}, and it was verified and stored: the way from Stripe to Billhook works.`,
  }
}

export function connectionCondition({ code, cause }: ToldCondition): Told {
  return { kind: 'connection', about: code, title: 'The Stripe connection needs attention', text: cause }
}

/** `reason`: why the last one failed. */
export function mailsFailing(reason: string | null): Told {
  const why = reason ? `The last one: ${sentence(reason)}` : 'The deliveries say why.'
  return {
    ...{ kind: 'mails_failing', about: null, title: 'Mails are not going out' },
    text: `${why} None is lost: once the cause is mended, those that failed can be sent again.`,
  }
}

export function endpointFailing({ id, url }: Endpoint, reason: string | null): Told {
  return {
    ...{ kind: 'endpoint_failing', about: id, title: 'A webhook endpoint fails' },
    text: `For over an hour nothing but failures came of ${url}.${reason ? ` The last one: ${sentence(reason)}` : ''} Billhook goes on trying for days.`,
  }
}

export function endpointDisabled({ id, url }: Endpoint, why: string): Told {
  return {
    ...{ kind: 'endpoint_disabled', about: id, title: 'A webhook endpoint was disabled' },
    text: `${url} gets no more webhooks. ${sentence(why)} What it misses is kept: enable it, then recover.`,
  }
}

export function automationPaused({ id, name }: Automation, why: string): Told {
  return {
    ...{ kind: 'automation_paused', about: id, title: 'An automation was paused' },
    text: `“${name}” starts nothing any more. ${sentence(why)} Mend the cause, then turn it on again.`,
  }
}

function sentence(text: string): string {
  return /[.!?”"]$/.test(text) ? text : `${text}.`
}
