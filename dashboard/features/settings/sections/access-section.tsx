import { useWatch } from 'react-hook-form'
import { DEFAULT_SETTINGS } from '../../../../worker/domain/settings.ts'
import { accessSentences } from '../access-sentences.ts'
import { type Choice, ChoiceRow } from '../fields/choice-row.tsx'
import { DaysRow } from '../fields/days-row.tsx'
import { InWords } from '../fields/in-words.tsx'
import type { SettingsForm } from '../settings-form.ts'

interface Rule {
  key: 'on_end' | 'on_pause' | 'on_full_refund' | 'on_dispute'
  title: string
  about: string
  choices: Choice[]
}

const EXPIRE = { value: 'expire', label: 'Expire' }
const FREEZE = { value: 'freeze', label: 'Freeze' }
const SUSPEND = { value: 'suspend', label: 'Suspend' }
const KEEP = { value: 'keep', label: 'Keep' }

const RULES: Rule[] = [
  {
    key: 'on_end',
    title: 'When a subscription ends',
    about: 'Expired access has no packages; frozen access keeps them as they were, to be taken up again.',
    choices: [EXPIRE, FREEZE],
  },
  {
    key: 'on_pause',
    title: 'When collecting is paused',
    about: 'Concerns pauses that void invoices; where Stripe keeps them as drafts or writes them off, access goes on.',
    choices: [FREEZE, SUSPEND, KEEP],
  },
  {
    key: 'on_full_refund',
    title: 'After a full refund',
    about: 'Only a refund of the whole amount counts.',
    choices: [KEEP, SUSPEND, EXPIRE],
  },
  {
    key: 'on_dispute',
    title: 'While a payment is disputed',
    about: 'Until it is decided, the bank holds the money.',
    choices: [KEEP, SUSPEND],
  },
]

export function AccessSection() {
  const access = useWatch<SettingsForm, 'access'>({ name: 'access' })
  const sentences = accessSentences(access)
  return (
    <>
      <DaysRow
        name="access.grace_days"
        title="Grace after a failed payment"
        about="For so long access stays as it is, while Stripe tries again."
        standard={DEFAULT_SETTINGS.access.grace_days}
        min={0}
        max={365}
      >
        <InWords sentence={sentences.grace_days} />
      </DaysRow>
      {RULES.map(({ key, ...words }) => (
        <ChoiceRow key={key} name={`access.${key}`} standard={DEFAULT_SETTINGS.access[key]} {...words}>
          <InWords sentence={sentences[key]} />
        </ChoiceRow>
      ))}
    </>
  )
}
