import { useController, useFormContext, useWatch } from 'react-hook-form'
import { KNOWN_VARIABLES } from '../../../worker/domain/mail-variables.ts'
import { ChipsInput } from '../../components/chips-input.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextField } from '../../components/text-field.tsx'
import type { CatalogChoice } from './catalog-names.ts'
import type { TemplateForm } from './template-form.ts'
import { TRIGGERS, triggerWords } from './trigger-words.ts'

interface AboutFieldsProps {
  isNew: boolean
  catalog: readonly CatalogChoice[]
  layouts: readonly { value: string; label: string }[]
}

const VARIABLES = Object.keys(KNOWN_VARIABLES).filter((path) => path.includes('.') && !/\[\]|\*/.test(path))
const MAX_REQUIRED = 20

/** What a template is and what it is for. */
export function AboutFields({ isNew, catalog, layouts }: AboutFieldsProps) {
  const { register, formState } = useFormContext<TemplateForm>()
  const [kind, trigger] = useWatch<TemplateForm, ['kind', 'trigger']>({ name: ['kind', 'trigger'] })
  const { errors } = formState
  const isMail = kind === 'mail'
  return (
    <div className="grid gap-4 px-4 py-4 sm:grid-cols-2">
      <TextField label="Name" autoComplete="off" error={errors.name?.message ?? null} {...register('name')} />
      <SelectField
        label="Kind"
        disabled={!isNew}
        hint={isNew ? 'A layout frames mails, a snippet stands within them.' : 'Stays what it was made as.'}
        {...register('kind')}
      >
        <option value="mail">Mail</option>
        <option value="layout">Layout</option>
        <option value="snippet">Snippet</option>
      </SelectField>
      {isMail && (
        <>
          <SelectField
            label="Category"
            hint="Marketing keeps to quiet hours and consent, and needs a way to unsubscribe."
            {...register('category')}
          >
            <option value="transactional">Transactional</option>
            <option value="marketing">Marketing</option>
          </SelectField>
          <SelectField label="Layout" error={errors.layout?.message ?? null} {...register('layout')}>
            <option value="">None: the HTML stands alone</option>
            {layouts.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </SelectField>
          <SelectField
            label="Sent when"
            hint="Where an automation names no template, the closest one is taken."
            error={errors.trigger?.message ?? null}
            {...register('trigger')}
          >
            <option value="">Only where an automation names it</option>
            {!TRIGGERS.some(({ type }) => type === trigger) && trigger !== '' && (
              <option value={trigger}>{triggerWords(trigger)}</option>
            )}
            {TRIGGERS.map(({ type, words }) => (
              <option key={type} value={type}>
                {words}
              </option>
            ))}
          </SelectField>
          <BoundTo catalog={catalog} disabled={trigger === ''} />
          <Required />
        </>
      )}
    </div>
  )
}

function BoundTo({ catalog, disabled }: Pick<AboutFieldsProps, 'catalog'> & { disabled: boolean }) {
  const { register } = useFormContext<TemplateForm>()
  const of = useWatch<TemplateForm, 'of'>({ name: 'of' })
  const isGone = of !== '' && !catalog.some(({ value }) => value === of)
  return (
    <SelectField label="For" disabled={disabled} hint="A price is closer than its product." {...register('of')}>
      <option value="">All products</option>
      {isGone && <option value={of}>{of.slice(of.indexOf(':') + 1)}</option>}
      {catalog.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </SelectField>
  )
}

function Required() {
  const { field, fieldState } = useController<TemplateForm, 'required'>({ name: 'required' })
  return (
    <div className="flex min-w-0 flex-col gap-1 sm:col-span-2">
      <label htmlFor="required-variables" className="text-sm font-medium">
        Required variables
      </label>
      <ChipsInput
        id="required-variables"
        label="required variables"
        values={field.value}
        onChange={field.onChange}
        suggestions={VARIABLES}
        placeholder="invoice.hosted_url"
        refuse={refuseVariable}
        error={fieldState.error?.message ?? null}
      />
      <p className="text-xs text-faint">Without a value for each of these the mail is not sent.</p>
    </div>
  )

  function refuseVariable(text: string): string | null {
    if (!/^[a-z_]+(\.[A-Za-z0-9_-]+)+$/.test(text)) return 'The path of a variable, such as invoice.hosted_url.'
    return field.value.length >= MAX_REQUIRED ? `At most ${MAX_REQUIRED}.` : null
  }
}
