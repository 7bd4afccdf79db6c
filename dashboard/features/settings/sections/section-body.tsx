import type { ReactNode } from 'react'
import { useController } from 'react-hook-form'
import { useFieldError } from '../fields/field-error.tsx'
import type { SettingsForm } from '../settings-form.ts'
import type { SettingsSection } from '../settings-sections.ts'
import { AccessSection } from './access-section.tsx'
import { IdentitySection } from './identity-section.tsx'
import { MailSection } from './mail-section.tsx'
import { MrrSection } from './mrr-section.tsx'
import { RemindersSection } from './reminders-section.tsx'
import { StagesSection } from './stages-section.tsx'

export interface ValueSlotProps<Value> {
  value: Value
  onChange: (value: Value) => void
  error: string | null
}

/** What is about products and prices comes from whoever knows the catalog. */
export interface CatalogSlots {
  mapping: (props: ValueSlotProps<Record<string, string[]>>) => ReactNode
  products: (props: ValueSlotProps<string[] | null>) => ReactNode
}

export function SectionBody({ section, mapping, products }: { section: SettingsSection } & CatalogSlots) {
  switch (section) {
    case 'identity':
      return <IdentitySection />
    case 'stages':
      return <StagesSection />
    case 'access':
      return <AccessSection />
    case 'packages':
      return <Slot name="price_mapping" render={mapping} />
    case 'products':
      return <Slot name="products_included" render={products} />
    case 'mrr':
      return <MrrSection />
    case 'mail':
      return <MailSection />
    case 'reminders':
      return <RemindersSection />
  }
}

interface SlotProps<Name extends 'price_mapping' | 'products_included'> {
  name: Name
  render: (props: ValueSlotProps<SettingsForm[Name]>) => ReactNode
}

function Slot<Name extends 'price_mapping' | 'products_included'>({ name, render }: SlotProps<Name>) {
  const { field } = useController<SettingsForm, Name>({ name })
  const error = useFieldError(name)
  return render({ value: field.value, onChange: field.onChange, error })
}
