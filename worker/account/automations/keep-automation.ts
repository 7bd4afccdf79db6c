import type { Automation, Trigger } from '../../domain/automation/automation.ts'
import type { Bench } from '../customers/derive.ts'
import { readMeta, writeMeta } from '../meta.ts'
import type { AskedDays, AskedReminders } from '../rules.ts'
import { listDocuments, writeDocument } from './documents.ts'

export function keepAutomation({ ws }: Pick<Bench, 'ws'>, automation: Automation): void {
  writeDocument(ws.sql, 'automation', automation.id, automation)
  ws.acts.touchDocument('automation', automation.id)
  noteReminders(ws.sql)
}

/** Customers have to know when to remind: the days that automations ask for are a rule that they are derived by. */
export function noteReminders(sql: SqlStorage): void {
  const triggers = listDocuments<Automation>(sql, 'automation')
    .filter(({ status }) => status === 'on')
    .map(({ trigger }) => trigger)
  const daysOf = (type: Trigger['type']): AskedDays =>
    [
      ...new Set(triggers.flatMap((trigger): AskedDays => (trigger.type === type ? [trigger.days ?? 'usual'] : []))),
    ].sort()
  const asked: AskedReminders = {
    renewing: daysOf('subscription.renewing'),
    trialEnding: daysOf('subscription.trial_ending'),
  }
  const wanted = JSON.stringify(asked)
  if (readMeta(sql, 'reminder_days') !== wanted) writeMeta(sql, 'reminder_days', wanted)
}
