import { DEFAULT_SETTINGS } from '../../../../worker/domain/settings.ts'
import { ChoiceRow } from '../fields/choice-row.tsx'
import { MRR_POLICIES } from './mrr-policies.ts'

export function MrrSection() {
  return MRR_POLICIES.map(({ key, title, about, choices, others }) => (
    <ChoiceRow
      key={key}
      name={`mrr.${key}`}
      title={title}
      about={about}
      choices={choices}
      standard={DEFAULT_SETTINGS.mrr[key]}
    >
      <p className="text-sm text-faint">{others}</p>
    </ChoiceRow>
  ))
}
