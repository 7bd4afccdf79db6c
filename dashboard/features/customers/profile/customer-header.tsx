import type { Mode } from '../../../../worker/domain/ids.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import type { Customer } from '../../../lib/api-types.ts'
import { AccessBadge } from '../access-badge.tsx'
import { customerName } from '../names.ts'
import { CustomerActions } from './customer-actions.tsx'
import { CustomerPager } from './customer-pager.tsx'
import type { ProfileSearch } from './profile-search.ts'
import { TagsEditor } from './tags-editor.tsx'

interface CustomerHeaderProps {
  mode: Mode
  customer: Customer
  search: ProfileSearch
}

export function CustomerHeader({ mode, customer, search }: CustomerHeaderProps) {
  const { id, email, stage, kind, access } = customer
  const name = customerName(customer)
  return (
    <header className="mb-3">
      <title>{`${name} · Billhook`}</title>
      <CustomerPager mode={mode} customerId={id} search={search} />
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{name}</h1>
        <CustomerActions mode={mode} customer={customer} />
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
        <AccessBadge state={access.state} />
        <span>{stage ? `Stage ${stage}` : 'No stage'}</span>
        <span>{kind === 'user' ? 'User' : 'Account'}</span>
        {email && email !== name && <Copied text={email} what="e-mail address" />}
        <Copied text={id} what="customer id" isId />
      </div>
      {!customer.erased && (
        <div className="mt-3 max-w-xl">
          <TagsEditor mode={mode} customer={customer} />
        </div>
      )}
    </header>
  )
}

function Copied({ text, what, isId = false }: { text: string; what: string; isId?: boolean }) {
  return (
    <span className="inline-flex min-w-0 items-center">
      <span className={isId ? 'truncate font-mono text-xs' : 'truncate'}>{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  )
}
