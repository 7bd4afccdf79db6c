import { useFormContext, useWatch } from 'react-hook-form'
import type { ConditionDraft } from '../../components/conditions/condition-draft.ts'
import { ConditionRow } from '../../components/conditions/condition-row.tsx'
import type { KnownValues } from '../../components/conditions/known-values.ts'
import type { SegmentForm } from './segment-form.ts'

interface SegmentConditionProps {
  index: number
  known: KnownValues
  /** Left out where it is the only one. */
  onRemove?: () => void
}

/** One condition of the form. */
export function SegmentCondition({ index, ...rest }: SegmentConditionProps) {
  const { setValue, formState } = useFormContext<SegmentForm>()
  const draft = useWatch<SegmentForm, `conditions.${number}`>({ name: `conditions.${index}` })
  const { ownKey, text } = formState.errors.conditions?.[index] ?? {}
  const message = ownKey?.message ?? text?.message
  function change(next: ConditionDraft) {
    setValue(`conditions.${index}`, next, { shouldDirty: true, shouldValidate: formState.isSubmitted })
  }
  return (
    <ConditionRow
      index={index}
      draft={draft}
      problem={message ? { at: ownKey ? 'ownKey' : 'value', message } : null}
      isChecked={formState.isSubmitted}
      onChange={change}
      {...rest}
    />
  )
}
