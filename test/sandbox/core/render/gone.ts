/** Properties that an older shape does not have, by object. What moved elsewhere is in the object's own renderer. */
type Properties = Record<string, readonly string[]>

const NOT_AT_ACACIA: Properties = {
  charge: ['authorization_code'],
  'checkout.session': [
    'allowed_payment_method_types',
    'customer_account',
    'integration_identifier',
    'managed_payments',
    'origin_context',
    'permissions',
    'wallet_options',
  ],
  customer: ['customer_account'],
  dispute: ['intended_submission_method'],
  invoice: ['amount_overpaid', 'amount_paid_off_stripe', 'customer_account', 'parent', 'status_details', 'total_taxes'],
  invoiceitem: ['customer_account', 'net_amount', 'parent', 'pricing', 'quantity_decimal'],
  line_item: ['parent', 'pricing', 'quantity_decimal', 'subtotal', 'taxes'],
  payment_intent: [
    'allowed_payment_method_types',
    'customer_account',
    'excluded_payment_method_types',
    'managed_payments',
    'payment_record',
  ],
  payment_method: ['customer_account'],
  product: ['tax_details'],
  refund: ['customer', 'customer_account', 'payment_method'],
  subscription: ['billing_schedules', 'customer_account', 'managed_payments', 'status_details'],
  subscription_item: ['current_trial'],
}

const NOT_AT_2022: Properties = {
  'checkout.session': [
    'adaptive_pricing',
    'client_secret',
    'collected_information',
    'discounts',
    'payment_method_configuration_details',
    'saved_payment_method_options',
    'ui_mode',
  ],
  dispute: ['enhanced_eligibility_types', 'payment_method_details'],
  invoice: ['automatically_finalizes_at', 'issuer', 'rendering', 'total_pretax_credit_amounts'],
  line_item: ['invoice', 'pretax_credit_amounts'],
  payment_intent: ['payment_method_configuration_details'],
  plan: ['meter'],
  product: ['marketing_features'],
  refund: ['destination_details'],
  subscription: ['billing_cycle_anchor_config', 'billing_mode', 'discounts', 'invoice_settings'],
  subscription_item: ['discounts'],
}

export function goneFrom(shape: 'acacia' | '2022-11-15', object: string): readonly string[] {
  const acacia = NOT_AT_ACACIA[object] ?? []
  return shape === 'acacia' ? acacia : [...acacia, ...(NOT_AT_2022[object] ?? [])]
}
